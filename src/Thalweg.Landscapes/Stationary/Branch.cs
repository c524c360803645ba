namespace Thalweg.Landscapes.Stationary;

/// <summary>A branch of stationary points.</summary>
/// <param name="Points">In their order along it.</param>
/// <param name="Events">Where an eigenvalue changes its sign.</param>
/// <param name="Stop">Why it ends.</param>
public sealed record Branch(IReadOnlyList<BranchPoint> Points, IReadOnlyList<BranchEvent> Events, string Stop)
{
    public IReadOnlyList<BranchPoint> Points { get; init; } = Points ?? throw new ArgumentNullException(nameof(Points));

    public IReadOnlyList<BranchEvent> Events { get; init; } = Events ?? throw new ArgumentNullException(nameof(Events));

    public string Stop { get; init; } = Stop ?? throw new ArgumentNullException(nameof(Stop));
}

/// <summary>One point of a branch.</summary>
/// <param name="At">The number.</param>
/// <param name="Parameters">θ, [P].</param>
/// <param name="Value">The loss.</param>
/// <param name="Eigenvalues">Of the Hessian, [P], ascending.</param>
public sealed record BranchPoint(double At, double[] Parameters, double Value, IReadOnlyList<double> Eigenvalues)
{
    public double[] Parameters { get; init; } = Parameters ?? throw new ArgumentNullException(nameof(Parameters));

    public IReadOnlyList<double> Eigenvalues { get; init; } =
        Eigenvalues ?? throw new ArgumentNullException(nameof(Eigenvalues));

    /// <summary>Negative eigenvalues.</summary>
    public int Index => Eigenvalues.Count(λ => λ < 0);
}

/// <summary>Where an eigenvalue changes its sign along a branch.</summary>
/// <param name="Kind"><c>fold</c>, where the branch turns back; <c>branching</c>, where others cross it;
/// <c>pitchfork</c>, the tip of a fork, where the branch turns back and keeps its index, and another one crosses.</param>
/// <param name="Direction">The eigenvector of the eigenvalue 0, [P].</param>
public sealed record BranchEvent(string Kind, BranchPoint Point, double[] Direction)
{
    public string Kind { get; init; } = Kind ?? throw new ArgumentNullException(nameof(Kind));

    public BranchPoint Point { get; init; } = Point ?? throw new ArgumentNullException(nameof(Point));

    public double[] Direction { get; init; } = Direction ?? throw new ArgumentNullException(nameof(Direction));
}
