using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The tangent kernel JJᵀ of a loss at θ by its Gauss–Newton matrix G = JᵀF″J, which has the same positive eigenvalues (twice them for a sum of
/// squares), for the whole loss and for each term [Jacot2018; WangYuPerdikaris2022].</summary>
/// <remarks>In the time of gradient flow the error along an eigenvector of the kernel decays at its eigenvalue, while the kernel holds: what lies far below
/// the largest is learned late.</remarks>
/// <param name="Terms">Names, [T]; empty where terms are not known apart.</param>
/// <param name="Whole">Of the whole loss.</param>
/// <param name="OfTerms">[T].</param>
/// <param name="Overlaps">[T, T]: tr(G_a G_b)/(‖G_a‖_F ‖G_b‖_F) = ‖J_a J_bᵀ‖²_F/(‖J_a J_aᵀ‖_F ‖J_b J_bᵀ‖_F): 0 where terms move different directions, 1
/// where they share all; NaN with a term that no parameter moves.</param>
public sealed record TangentKernel(
    IReadOnlyList<string> Terms,
    DenseSpectrum Whole,
    IReadOnlyList<DenseSpectrum> OfTerms,
    IReadOnlyList<double> Overlaps
)
{
    public IReadOnlyList<string> Terms { get; init; } = Terms ?? throw new ArgumentNullException(nameof(Terms));

    public DenseSpectrum Whole { get; init; } = Whole ?? throw new ArgumentNullException(nameof(Whole));

    public IReadOnlyList<DenseSpectrum> OfTerms { get; init; } =
        OfTerms ?? throw new ArgumentNullException(nameof(OfTerms));

    public IReadOnlyList<double> Overlaps { get; init; } =
        Overlaps ?? throw new ArgumentNullException(nameof(Overlaps));

    /// <summary>Why an objective has no kernel, or null where it has.</summary>
    public static string? Refusal(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return new HessianChoice(HessianPart.GaussNewton).Refusal(objective);
    }

    /// <summary>At one θ. Cost: P Gauss–Newton products of each term, and a dense spectrum of each and of the whole; bits do not depend on the
    /// threads.</summary>
    /// <param name="parameters">θ, [P], finite.</param>
    /// <param name="progress">Told shares of the work, 0 to 1.</param>
    /// <returns>Null where a product is not finite.</returns>
    /// <exception cref="ArgumentException">The objective refuses, or has more than <see cref="DenseSpectrum.LargestSize"/> parameters.</exception>
    public static TangentKernel? At(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        Centre.Check(objective, parameters.Span, nameof(parameters));
        if (Refusal(objective) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(objective));
        }
        var n = objective.ParameterCount;
        if (n > DenseSpectrum.LargestSize)
        {
            throw new ArgumentException(
                $"{objective.Name} has {n} parameters, expected at most {DenseSpectrum.LargestSize} for a dense kernel: take a smaller network",
                nameof(objective)
            );
        }
        string[] names =
            objective.TermNames.Count < 2 || objective.As<IGaussNewton>() is null ? [] : [.. objective.TermNames];
        var steps = Math.Max(1, names.Length) + 1;
        var whole = new double[n * n];
        var matrices = new List<double[]>();
        var spectra = new List<DenseSpectrum>();
        foreach (var name in names)
        {
            var matrix = Rows(new HessianChoice(HessianPart.GaussNewton, name).At(objective, parameters, team), team);
            Vectors.Combine(whole, 1, matrix, whole);
            if (DenseSpectrum.Of(new DenseOperator(matrix, n, n), team) is not { } spectrum)
            {
                return null;
            }
            matrices.Add(matrix);
            spectra.Add(spectrum);
            progress?.Report((double)spectra.Count / steps);
        }
        if (names.Length == 0)
        {
            whole = Rows(new HessianChoice(HessianPart.GaussNewton).At(objective, parameters, team), team);
        }
        var all = DenseSpectrum.Of(new DenseOperator(whole, n, n), team);
        progress?.Report(1);
        return all is null ? null : new TangentKernel(names, all, spectra, OverlapsOf(matrices));
    }

    private static double[] OverlapsOf(List<double[]> matrices)
    {
        var overlaps = new double[matrices.Count * matrices.Count];
        double[] norms = [.. matrices.Select(matrix => OrderedSums.ScaledNorm(matrix))];
        for (var a = 0; a < matrices.Count; a++)
        {
            for (var b = 0; b < matrices.Count; b++)
            {
                overlaps[(a * matrices.Count) + b] = OrderedSums.Dot(matrices[a], matrices[b]) / (norms[a] * norms[b]);
            }
        }
        return overlaps;
    }

    /// <summary>Row i is the product with unit vector i.</summary>
    private static double[] Rows(ILinearOperator symmetric, WorkerTeam team)
    {
        const int Block = 32;
        var n = symmetric.Rows;
        var (rows, units) = (new double[n * n], new double[Math.Min(Block, n) * n]);
        for (var first = 0; first < n; first += Block)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Block, n - first);
            Array.Clear(units);
            for (var k = 0; k < count; k++)
            {
                units[(k * n) + first + k] = 1;
            }
            symmetric.Apply(units.AsMemory(0, count * n), rows.AsMemory(first * n, count * n), team);
        }
        return rows;
    }
}
