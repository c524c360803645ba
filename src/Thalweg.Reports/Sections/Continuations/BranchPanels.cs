using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Continuations;

/// <summary>A bifurcation diagram: branches over the number that changes, drawn through where they are minima and dashed where they are saddles.</summary>
internal static class BranchPanels
{
    /// <summary>Amplitudes, and losses.</summary>
    public static IReadOnlyList<Panel> Of(ContinuationRecord record, string lead, Ink ink) =>
        [
            Panel(
                record,
                lead,
                ink,
                record.Amplitude == "direction" ? "θ · v" : "‖θ‖",
                b => b.Amplitudes,
                e => e.Amplitude
            ),
            Panel(record, lead, ink, "L", b => b.Values, e => e.Value),
        ];

    public static string Number(string parameter) =>
        parameter switch
        {
            "ridge" => "ridge μ",
            "blend" => "s of the blend",
            _ => parameter,
        };

    private static Panel Panel(
        ContinuationRecord record,
        string lead,
        Ink ink,
        string title,
        Func<BranchRecord, IReadOnlyList<double>> ordinates,
        Func<BranchEventRecord, double> ordinate
    )
    {
        var marks = new List<Mark>();
        var named = new HashSet<bool>();
        foreach (var (branch, i) in record.Branches.Select((b, i) => (b, i)))
        {
            foreach (var (first, last, isMinimum) in Runs(branch.Indices))
            {
                marks.Add(
                    new LineMark(
                        $"branch {Numerals.Integer(i + 1)}, {(isMinimum ? "minima" : "saddles")}",
                        ink,
                        [.. branch.At.Skip(first).Take(last - first + 1)],
                        [.. ordinates(branch).Skip(first).Take(last - first + 1)]
                    )
                    {
                        Dash = isMinimum ? Dash.Solid : Dash.Dashed,
                        Weight = Weight.Medium,
                        Label = named.Add(isMinimum) ? (isMinimum ? "minima" : "saddles") : null,
                    }
                );
            }
        }
        foreach (
            var (kind, marker) in new[]
            {
                ("fold", Marker.Diamond),
                ("branching", Marker.Circle),
                ("pitchfork", Marker.Square),
            }
        )
        {
            var events = record.Branches.SelectMany(b => b.Events).Where(e => e.Kind == kind).ToList();
            if (events.Count > 0)
            {
                marks.Add(
                    new PointsMark(kind, ink, [.. events.Select(e => e.At)], [.. events.Select(ordinate)])
                    {
                        Marker = marker,
                        Notes = [.. events.Select(e => $"{kind} at {Numerals.Significant(e.At, 8)}")],
                    }
                );
            }
        }
        var all = record.Branches.SelectMany(ordinates).ToList();
        return new Panel
        {
            Title = title,
            Lead = lead,
            LeadInk = ink,
            X = Axis.Linear(Number(record.Parameter), record.Branches.SelectMany(b => b.At)),
            Y = Axis.Linear(title, all, margin: 0.08),
            Marks = marks,
        };
    }

    /// <summary>Stretches of minima and of saddles; each but the last ends where the next one begins, so that no gap is left.</summary>
    private static IEnumerable<(int First, int Last, bool IsMinimum)> Runs(IReadOnlyList<int> indices)
    {
        for (var first = 0; first < indices.Count; )
        {
            var isMinimum = indices[first] == 0;
            var last = first;
            while (last + 1 < indices.Count && indices[last + 1] == 0 == isMinimum)
            {
                last++;
            }
            yield return (first, Math.Min(last + 1, indices.Count - 1), isMinimum);
            first = last + 1;
        }
    }
}
