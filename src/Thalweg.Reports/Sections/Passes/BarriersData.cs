using Thalweg.Formats.Tables;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Passes;

/// <summary>The tables of minima and the passes between them.</summary>
internal static class BarriersData
{
    public static CsvTable Starts(IEnumerable<BarriersRecord> records)
    {
        var table = new CsvTable("variant", "ridge", "seed", "minimum", "class", "value", "label", "verified", "moved");
        foreach (var r in records)
        {
            foreach (var g in r.Given)
            {
                table.Add(
                    g.TrainedOn,
                    r.Ridge,
                    g.Seed,
                    g.Minimum,
                    g.Minimum is { } at ? r.Classes[at] : null,
                    g.Minimum is { } place ? r.Points[place].Value : null,
                    g.Label,
                    g.Minimum is { } minimum && r.Points[minimum].Verified ? "true" : "false",
                    g.Moved
                );
            }
        }
        return table;
    }

    public static CsvTable Joints(IEnumerable<BarriersRecord> records)
    {
        var table = new CsvTable("variant", "ridge", "copies", "from", "to", "height", "barrier", "verified", "why");
        foreach (var r in records)
        {
            Each(r.Tree, "as one");
            Each(r.TreeAsGiven, "apart");

            void Each(IReadOnlyList<BarrierJoint> joints, string copies)
            {
                foreach (var j in joints)
                {
                    table.Add(
                        r.Given[0].TrainedOn,
                        r.Ridge,
                        copies,
                        j.From,
                        j.To,
                        j.Height,
                        j.Barrier,
                        j.Verified ? "true" : "false",
                        j.Why
                    );
                }
            }
        }
        return table;
    }

    public static CsvTable Pairs(IEnumerable<BarriersRecord> records)
    {
        var table = new CsvTable(
            "variant",
            "ridge",
            "from",
            "to",
            "barrier",
            "verified",
            "line_barrier",
            "barrier_as_given",
            "verified_as_given",
            "line_barrier_as_given",
            "bands",
            "stop",
            "stop_as_given"
        );
        foreach (var r in records)
        {
            foreach (var h in r.Heights)
            {
                table.Add(
                    r.Given[0].TrainedOn,
                    r.Ridge,
                    h.From,
                    h.To,
                    h.Barrier,
                    h.Verified ? "true" : "false",
                    h.LineBarrier,
                    h.BarrierAsGiven,
                    h.VerifiedAsGiven ? "true" : "false",
                    h.LineBarrierAsGiven,
                    h.Bands,
                    h.Stop,
                    h.StopAsGiven
                );
            }
        }
        return table;
    }
}
