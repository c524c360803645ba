using Thalweg.Landscapes.Passes;
using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>A graph of passes as records show it.</summary>
internal static class PassRecords
{
    // Copies that are counted at most.
    private const int MostCopies = 2000;

    /// <summary>The record, its stamp still to be put in.</summary>
    public static BarriersRecord Of(
        PassGraph graph,
        IReadOnlyList<Place> places,
        BarriersInputs inputs,
        SymmetryGroup symmetry,
        PassOptions options
    )
    {
        var minima = graph.Minima.Count;
        var sizes = new Dictionary<int, int?>();
        var ofPasses = new Dictionary<Pass, int?>(ReferenceEqualityComparer.Instance);
        return new BarriersRecord(
            new Provenance("", "", TaskIdentity.Format, 0, []),
            inputs.Source.Label,
            inputs.Source.Layout.Count,
            inputs.Ridge,
            inputs.Pairs,
            inputs.Seed,
            inputs.Bands,
            inputs.Images,
            inputs.Steps,
            [.. places.Select((place, i) => Start(graph, place, i))],
            [
                .. graph.Minima.Select(m =>
                    CensusAnalysis.Describe(m.Point, SizeOfClass(m), m.Alibi, m.IsVerified, m.Given.Count)
                ),
                .. graph.Passes.Select(p =>
                    CensusAnalysis.Describe(p.Saddle, SizeOfPass(p), p.Alibi, p.IsVerified, p.Image is null ? 1 : 0)
                ),
            ],
            minima,
            [.. graph.Minima.Select(m => m.Class)],
            [.. graph.Passes.Select((p, i) => Pass(graph, p, minima + i))],
            [.. graph.Pairs.Select(pair => Pair(graph, pair))],
            Tree(graph, aligned: true),
            Tree(graph, aligned: false),
            Roughness(PassRoughness.Of(graph))
        );

        int? SizeOfClass(PassMinimum m)
        {
            if (!sizes.TryGetValue(m.Class, out var size))
            {
                sizes.Add(m.Class, size = m.IsValley ? null : SizeOf(m.Point));
            }
            return size;
        }

        // Copies have an orbit of one size.
        int? SizeOfPass(Pass pass)
        {
            var first = pass.Image is { } image ? graph.Passes[image] : pass;
            if (!ofPasses.TryGetValue(first, out var size))
            {
                ofPasses.Add(first, size = SizeOf(first.Saddle));
            }
            return size;
        }

        int? SizeOf(StationaryPoint point) =>
            new Orbit(symmetry, point.Parameters, options.Points.SamePoint, MostCopies).Size;
    }

    private static BarrierRoughness Roughness(PassRoughness found) =>
        new(found.Frustration, found.Climb, found.Minima, found.Apart, found.IsVerified);

    private static BarrierStart Start(PassGraph graph, Place place, int i)
    {
        double? moved = null;
        if (graph.Places[i] is { } minimum && !graph.Minima[minimum].IsValley)
        {
            var way = new double[place.Parameters.Length];
            Vectors.Difference(graph.Minima[minimum].Point.Parameters, place.Parameters, way);
            moved = Vectors.Norm(way);
        }
        return new BarrierStart(
            place.TrainKey,
            place.TrainedOn,
            place.Seed,
            graph.Places[i],
            graph.Labels[i].Word(),
            moved
        );
    }

    private static PassRecord Pass(PassGraph graph, Pass pass, int saddle)
    {
        var (from, to) = (graph.Minima[pass.From], graph.Minima[pass.To]);
        return new PassRecord(
            pass.From,
            pass.To,
            pass.Height,
            Above(pass.Height, from, to),
            saddle,
            pass.IsVerified,
            null,
            null
        );
    }

    private static BarrierPair Pair(PassGraph graph, PassPair pair)
    {
        var (from, to) = (graph.Minima[pair.From], graph.Minima[pair.To]);
        var aligned = graph.Between(pair.From, pair.To, aligned: true);
        var given = graph.Between(pair.From, pair.To, aligned: false);
        return new BarrierPair(
            pair.From,
            pair.To,
            aligned.Height,
            aligned.Barrier,
            aligned.IsVerified,
            Saddle(aligned.Pass),
            aligned.IsVerified ? null : aligned.Why ?? pair.Why ?? "a part below its highest pass is not verified",
            given.Height,
            given.Barrier,
            given.IsVerified,
            Saddle(given.Pass),
            given.IsVerified ? null : given.Why ?? "a part below its highest pass is not verified",
            pair.AlignedLine,
            Above(pair.AlignedLine, from, to),
            pair.Line,
            Above(pair.Line, from, to),
            pair.Bands,
            pair.Stop.ToString(),
            pair.AsGiven?.ToString()
        );

        int? Saddle(int? pass) => pass is { } p ? graph.Minima.Count + p : null;
    }

    private static List<BarrierJoint> Tree(PassGraph graph, bool aligned) =>
        [
            .. graph
                .Tree(aligned)
                .Select(m => new BarrierJoint(
                    m.From,
                    m.To,
                    m.Height,
                    m.Barrier,
                    m.IsVerified,
                    m.Pass is { } pass ? graph.Minima.Count + pass : null,
                    m.Why
                )),
        ];

    private static double? Above(double height, PassMinimum from, PassMinimum to) =>
        from.IsValley || to.IsValley ? null : Math.Max(0, height - Math.Max(from.Point.Value, to.Point.Value));
}
