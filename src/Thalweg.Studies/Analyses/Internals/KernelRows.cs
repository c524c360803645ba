using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Kernels of one loss, step by step.</summary>
internal sealed class KernelRows
{
    private readonly IObjective objective;
    private readonly WorkerTeam team;
    private readonly int n;
    private readonly List<double[]> eigenvalues = [];
    private readonly List<double[]> bounds = [];
    private readonly List<KernelPoint> points = [];
    private readonly List<string> warnings = [];

    public KernelRows(IObjective objective, WorkerTeam team)
    {
        (this.objective, this.team, n) = (objective, team, objective.ParameterCount);
        Terms = objective.TermNames.Count < 2 || objective.As<IGaussNewton>() is null ? [] : objective.TermNames;
        Slugs = Slug.Of(Terms);
    }

    public IReadOnlyList<string> Terms { get; }

    public IReadOnlyList<string> Slugs { get; }

    public IReadOnlyList<KernelPoint> Points => points;

    public IReadOnlyList<string> Warnings => warnings;

    public bool Has(long step) => points.Exists(point => point.Step == step);

    public void Add(Place place, bool hasKernel, IProgress<double> progress)
    {
        var θ = place.Parameters;
        var losses = new double[1];
        objective.Values(θ, losses, default, default, team);
        var kernel = hasKernel ? TangentKernel.At(objective, θ, team, progress) : null;
        var step = place.Step ?? 0;
        if (hasKernel && kernel is null)
        {
            warnings.Add(FormattableString.Invariant($"At step {step} a product was not finite: there is no kernel."));
        }
        double[] nothing = [.. Terms.Select(_ => double.NaN)];
        points.Add(
            new KernelPoint(
                step,
                losses[0],
                GradientAlignment.At(objective, θ, team)?.Score ?? double.NaN,
                kernel?.Whole.Eigenvalues[^1] ?? double.NaN,
                kernel?.Whole.Summary.EffectiveRank ?? double.NaN,
                kernel is null ? nothing : [.. kernel.OfTerms.Select(term => term.Eigenvalues[^1])],
                kernel is null ? nothing : [.. kernel.OfTerms.Select(term => term.Summary.EffectiveRank)],
                kernel?.Overlaps ?? [.. Terms.SelectMany(_ => nothing)]
            )
        );
        DenseSpectrum?[] all = [kernel?.Whole, .. Terms.Select((_, t) => kernel?.OfTerms[t])];
        eigenvalues.Add([.. all.SelectMany(Descending)]);
        bounds.Add([.. all.Select(spectrum => spectrum?.Bounds.Max() ?? double.NaN)]);

        IEnumerable<double> Descending(DenseSpectrum? spectrum) =>
            spectrum?.Eigenvalues.Reverse() ?? Enumerable.Repeat(double.NaN, n);
    }

    public IReadOnlyList<KeyValuePair<string, NpyArray>> Arrays()
    {
        var arrays = new List<KeyValuePair<string, NpyArray>>
        {
            new("steps", new NpyArray([points.Count], [.. points.Select(point => (double)point.Step)])),
        };
        for (var part = 0; part <= Terms.Count; part++)
        {
            var at = part;
            var suffix = part == 0 ? "" : $"_{Slugs[part - 1]}";
            arrays.Add(
                new(
                    $"eigenvalues{suffix}",
                    new NpyArray([points.Count, n], [.. eigenvalues.SelectMany(row => row.AsSpan(at * n, n).ToArray())])
                )
            );
            arrays.Add(new($"bounds{suffix}", new NpyArray([points.Count], [.. bounds.Select(row => row[at])])));
        }
        return arrays;
    }
}
