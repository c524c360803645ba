using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>The checkpoints of one run with one loss, in the look of its variant.</summary>
internal sealed class CurvaturePath(List<CurvaturePathRecord> records, StudyView study)
{
    private readonly VariantStyle style = study.Styles[records[0].TrainedOn];

    public IReadOnlyList<CurvaturePathRecord> Records => records;

    private string Name => $"{style.Name}, seed {records[0].Seed}";

    /// <param name="several">Whether a variant stands in a panel with several losses.</param>
    public string Label(StudyView study, bool several) =>
        several && !study.IsOwn(records[0].Objective, records[0].TrainedOn)
            ? $"{style.Name}: {study.Styles.Loss(records[0].Objective).Name} loss"
            : style.Name;

    /// <summary>Both ends of the spectrum.</summary>
    /// <param name="all">Whether the eigenvalues beside the outermost are drawn, too.</param>
    public IEnumerable<Mark> Curves(SymmetricScale scale, List<long> steps, bool all)
    {
        var count = all ? records.Max(r => r.Largest.Count) : 1;
        for (var k = count - 1; k >= 0; k--)
        {
            foreach (
                var mark in Curve(scale, steps, k, "largest", r => r.Largest.Reverse(), r => r.LargestBounds.Reverse())
            )
            {
                yield return mark;
            }
            foreach (var mark in Curve(scale, steps, k, "smallest", r => r.Smallest, r => r.SmallestBounds))
            {
                yield return mark;
            }
        }
    }

    private IEnumerable<Mark> Curve(
        SymmetricScale scale,
        List<long> steps,
        int k,
        string end,
        Func<CurvaturePathRecord, IEnumerable<double>> values,
        Func<CurvaturePathRecord, IEnumerable<double>> bounds
    )
    {
        var seen = records.Where(r => values(r).Count() > k).ToList();
        double[] x = [.. seen.Select(r => (double)steps.IndexOf(r.Step ?? 0))];
        double[] λ = [.. seen.Select(r => values(r).ElementAt(k))];
        double[] b = [.. seen.Select(r => bounds(r).ElementAt(k))];
        var name = k == 0 ? $"{Name}: {end} λ" : $"{Name}: {end} λ but {Numerals.Integer(k)}";
        yield return new LineMark(name, style.Ink, x, [.. λ.Select(scale.At)])
        {
            Weight = k == 0 ? Weight.Medium : Weight.Thin,
            Dash = end == "largest" ? Dash.Solid : Dash.Dashed,
            Label = k == 0 && records[0].Seed == study.Results.Trains[0].Seed ? $"{end} λ" : null,
        };
        foreach (var converged in new[] { true, false })
        {
            int[] shown = [.. Enumerable.Range(0, seen.Count).Where(i => seen[i].IsConverged == converged)];
            if (shown.Length == 0)
            {
                continue;
            }
            yield return new PointsMark(
                name,
                style.Ink,
                [.. shown.Select(i => x[i])],
                [.. shown.Select(i => scale.At(λ[i]))]
            )
            {
                Marker = converged ? style.Marker : Marker.OpenSquare,
                Size = k == 0 ? 0.4 : 0.22,
                Lower = [.. shown.Select(i => scale.At(λ[i] - b[i]))],
                Upper = [.. shown.Select(i => scale.At(λ[i] + b[i]))],
                Notes =
                [
                    .. shown.Select(i =>
                        $"step {Numerals.Integer(seen[i].Step ?? 0)}: λ = {Numerals.Significant(λ[i], 4)} ± {Numerals.Significant(b[i])}"
                    ),
                ],
            };
        }
    }

    /// <summary>How many eigenvalues are negative.</summary>
    public IEnumerable<Mark> Negatives(List<long> steps, string? label) =>
        Marks(
            steps,
            label,
            [.. records.Select(r => (double)r.Negative.Least)],
            [.. records.Select(r => (double)r.Negative.Least)],
            [.. records.Select(r => (double)r.Negative.Most)],
            i =>
                records[i].Negative is { Least: var least, Most: var most } && least == most
                    ? $"{Numerals.Integer(least)} negative"
                    : $"{Numerals.Integer(records[i].Negative.Least)} to {Numerals.Integer(records[i].Negative.Most)} negative"
        );

    /// <summary>The trace.</summary>
    public IEnumerable<Mark> Traces(SymmetricScale scale, List<long> steps, string? label) =>
        Marks(
            steps,
            label,
            [.. records.Select(r => scale.At(r.Trace))],
            [.. records.Select(r => scale.At(r.TraceLower))],
            [.. records.Select(r => scale.At(r.TraceUpper))],
            i =>
            {
                var trace = new Uncertain(records[i].Trace, records[i].TraceLower, records[i].TraceUpper);
                return $"trace {trace.ValueText} ({trace.IntervalText})";
            }
        );

    private IEnumerable<Mark> Marks(
        List<long> steps,
        string? label,
        double[] y,
        double[] lower,
        double[] upper,
        Func<int, string> note
    )
    {
        double[] x = [.. records.Select(r => (double)steps.IndexOf(r.Step ?? 0))];
        yield return new LineMark(Name, style.Ink, x, y) { Dash = style.Dash, Label = label };
        yield return new PointsMark(Name, style.Ink, x, y)
        {
            Marker = style.Marker,
            Size = 0.34,
            Lower = lower,
            Upper = upper,
            Notes =
            [
                .. Enumerable
                    .Range(0, records.Count)
                    .Select(i => $"step {Numerals.Integer(records[i].Step ?? 0)}: {note(i)}"),
            ],
        };
    }
}
