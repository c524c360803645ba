namespace Thalweg.Landscapes.Stationary;

/// <summary>How stationary points are refined and judged.</summary>
public sealed record StationaryOptions
{
    /// <summary>Beyond this number of parameters no dense Hessian is made, and nothing is refined.</summary>
    public const int LargestCount = 500;

    /// <summary>Steps of one refinement, or of one descent, at most.</summary>
    public int MaximumSteps
    {
        get;
        init => field = Positive(value, nameof(MaximumSteps));
    } = 400;

    /// <summary>Newton steps below this, relative to 1 + ‖θ‖, end a refinement.</summary>
    public double Tolerance
    {
        get;
        init => field = Positive(value, nameof(Tolerance));
    } = 1e-10;

    /// <summary>Points nearer than this, relative to 1 + ‖θ‖, are one.</summary>
    public double SamePoint
    {
        get;
        init => field = Positive(value, nameof(SamePoint));
    } = 1e-6;

    /// <summary>The first bound on a step, relative to 1 + ‖θ‖; it follows how well the quadratic predicts.</summary>
    public double FirstStep
    {
        get;
        init => field = Positive(value, nameof(FirstStep));
    } = 0.1;

    /// <summary>A θ that is so many times farther out than where it began, 1 added to both, runs to infinity.</summary>
    public double FarOut
    {
        get;
        init => field = Positive(value, nameof(FarOut));
    } = 1e6;

    private static T Positive<T>(T value, string name)
        where T : System.Numerics.INumber<T> =>
        value > T.Zero
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a number above 0");
}
