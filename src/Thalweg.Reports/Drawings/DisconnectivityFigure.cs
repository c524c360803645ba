using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Drawings;

/// <summary>The disconnectivity graph [Becker1997] of minima: each stands at its loss, and branches join at the height of the lowest known way between them.</summary>
public static class DisconnectivityFigure
{
    private const double Margin = 0.06;

    /// <summary>Of all minima as they were given, and of their classes where copies are among them.</summary>
    public static Figure Of(BarriersRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        List<Panel> panels =
        [
            Panel(record, aligned: true, record.Objective, Ink.Series(0)),
            .. HasCopies(record) ? new[] { Panel(record, aligned: false, record.Objective, Ink.Series(0)) } : [],
        ];
        return new Figure
        {
            Id = "disconnectivity",
            Title = "Disconnectivity graph",
            Description =
                "Minima at their losses; branches join at the lowest known way between them, dashed where no pass is verified.",
            Panels = panels,
            Columns = panels.Count,
        };
    }

    /// <summary>Whether it makes a difference that copies count as one.</summary>
    public static bool HasCopies(BarriersRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return !record.Tree.Select(j => j.Height).SequenceEqual(record.TreeAsGiven.Select(j => j.Height));
    }

    /// <summary>One graph.</summary>
    /// <param name="aligned">Whether copies count as one.</param>
    public static Panel Panel(BarriersRecord record, bool aligned, string lead, Ink ink)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(lead);
        var joints = aligned ? record.Tree : record.TreeAsGiven;
        List<int> given =
        [
            .. record.Given.Select(g => g.Minimum).OfType<int>().Distinct().OrderBy(m => record.Points[m].Value),
        ];
        if (aligned)
        {
            given = [.. given.DistinctBy(m => record.Classes[m])];
        }
        var tops = new Dictionary<int, Branch>();
        var order = Order(given, joints, Key);
        for (var i = 0; i < order.Count; i++)
        {
            tops[Key(order[i])] = new Branch(i, record.Points[order[i]].Value);
        }
        var marks = new List<Mark>();
        foreach (var joint in joints)
        {
            var (from, to) = (tops[Key(joint.From)], tops[Key(joint.To)]);
            var words = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{(joint.Verified ? "verified pass" : $"no verified pass: {joint.Why}")} at {Numerals.Significant(joint.Height, 8)}"
            );
            marks.Add(
                new LineMark(
                    words,
                    joint.Verified ? ink : Ink.Mute,
                    [from.X, from.X, to.X, to.X],
                    [from.Top, joint.Height, joint.Height, to.Top]
                )
                {
                    Dash = joint.Verified ? Dash.Solid : Dash.Dashed,
                }
            );
            var joined = new Branch(0.5 * (from.X + to.X), joint.Height);
            foreach (var key in tops.Where(t => t.Value.Equals(from) || t.Value.Equals(to)).Select(t => t.Key).ToList())
            {
                tops[key] = joined;
            }
        }
        marks.Add(
            new PointsMark(
                "minima",
                ink,
                [.. order.Select((_, i) => (double)i)],
                [.. order.Select(m => record.Points[m].Value)]
            )
            {
                Notes =
                [
                    .. order.Select(m =>
                        $"{(record.Points[m].Verified ? "minimum" : record.Points[m].Label)} at {Numerals.Significant(record.Points[m].Value, 8)}"
                    ),
                ],
            }
        );
        return new Panel
        {
            Title = "loss",
            Lead =
                !HasCopies(record) ? lead
                : aligned ? $"{lead}, copies as one"
                : $"{lead}, copies apart",
            LeadInk = ink,
            X = new Axis("minima", false, -0.7, Math.Max(order.Count, 1) - 0.3, []),
            Y = Axis.Linear(
                "",
                joints.Select(j => j.Height).Concat(order.Select(m => record.Points[m].Value)),
                margin: Margin
            ),
            Marks = marks,
            Aspect = 0.8,
        };

        int Key(int minimum) => aligned ? record.Classes[minimum] : minimum;
    }

    /// <summary>Minima so that no two branches cross: groups that join stand side by side.</summary>
    private static List<int> Order(List<int> given, IReadOnlyList<BarrierJoint> joints, Func<int, int> key)
    {
        var groups = given.ToDictionary(key, m => new List<int> { m });
        foreach (var joint in joints)
        {
            var (from, to) = (groups[key(joint.From)], groups[key(joint.To)]);
            List<int> both = [.. from, .. to];
            foreach (var minimum in both)
            {
                groups[key(minimum)] = both;
            }
        }
        return [.. groups.Values.Distinct().SelectMany(group => group)];
    }

    private readonly record struct Branch(double X, double Top);
}
