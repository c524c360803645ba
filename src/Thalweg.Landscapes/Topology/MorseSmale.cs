namespace Thalweg.Landscapes.Topology;

/// <summary>Vertices whose steepest ways lead down to one minimum and up to one maximum, joined with each other.</summary>
/// <param name="Minimum">Vertex, row-major.</param>
/// <param name="Maximum">Vertex, row-major.</param>
/// <param name="Count">Vertices.</param>
public sealed record MorseSmaleCell(int Minimum, int Maximum, int Count);

/// <summary>The regions of a grid by where its steepest ways lead, down and up.</summary>
/// <remarks>Ways go from vertex to vertex, so that borders follow the grid; they meet the saddles of the surface as its spacing goes to 0. A minimum that lives no longer than a
/// lifetime goes into the one that it meets, a maximum likewise. Cost: O(n log n), no losses.</remarks>
/// <param name="Cells">By minimum, then maximum, then first vertex.</param>
/// <param name="Labels">Place of the cell of each vertex, row-major.</param>
public sealed record MorseSmale(IReadOnlyList<MorseSmaleCell> Cells, IReadOnlyList<int> Labels)
{
    public IReadOnlyList<MorseSmaleCell> Cells { get; init; } = Cells ?? throw new ArgumentNullException(nameof(Cells));

    public IReadOnlyList<int> Labels { get; init; } = Labels ?? throw new ArgumentNullException(nameof(Labels));

    /// <summary>The cells of a grid.</summary>
    /// <param name="lifetime">What lives no longer is no minimum and no maximum of its own.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static MorseSmale Of(
        LossGrid grid,
        GridNeighbours neighbours,
        double lifetime = 0,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentOutOfRangeException.ThrowIfNegative(lifetime);
        var steps = NeighbourSteps.Of(grid.Shape, neighbours);
        var values = grid.Values.ToArray();
        var minima = Ends(values, steps, lifetime, cancellation);
        var maxima = Ends(Array.ConvertAll(values, v => -v), steps, lifetime, cancellation);
        var pieces = Pieces(minima, maxima, steps);
        var cells = pieces
            .Select((piece, v) => (piece, v))
            .GroupBy(p => p.piece, p => p.v)
            .Select(vertices => (First: vertices.Key, Count: vertices.Count()))
            .OrderBy(c => minima[c.First])
            .ThenBy(c => maxima[c.First])
            .ThenBy(c => c.First)
            .ToList();
        var places = cells.Select((c, i) => (c.First, i)).ToDictionary(p => p.First, p => p.i);
        return new MorseSmale(
            [.. cells.Select(c => new MorseSmaleCell(minima[c.First], maxima[c.First], c.Count))],
            [.. pieces.Select(piece => places[piece])]
        );
    }

    /// <summary>The minimum that the way down from each vertex ends in, those of short lives counted to what they meet.</summary>
    private static int[] Ends(double[] values, NeighbourSteps steps, double lifetime, CancellationToken cancellation)
    {
        var elders = Components
            .Of(values, VertexOrder.Of(values), steps, cancellation)
            .Branches.Where(b => b.Elder >= 0 && !(b.Lifetime > lifetime))
            .ToDictionary(b => b.BirthVertex, b => b.Elder);
        var ends = SteepestWays.Ends(values, steps);
        for (var v = 0; v < ends.Length; v++)
        {
            while (elders.TryGetValue(ends[v], out var elder))
            {
                ends[v] = elder;
            }
        }
        return ends;
    }

    /// <summary>Of each vertex the first one that it is joined to by vertices of the same two ends.</summary>
    private static int[] Pieces(int[] minima, int[] maxima, NeighbourSteps steps)
    {
        var pieces = new int[minima.Length];
        Array.Fill(pieces, -1);
        var waiting = new Stack<int>();
        Span<int> around = stackalloc int[steps.Most];
        for (var first = 0; first < pieces.Length; first++)
        {
            if (pieces[first] >= 0)
            {
                continue;
            }
            pieces[first] = first;
            waiting.Push(first);
            while (waiting.TryPop(out var v))
            {
                var count = steps.Around(v, around);
                for (var k = 0; k < count; k++)
                {
                    var w = around[k];
                    if (pieces[w] < 0 && minima[w] == minima[v] && maxima[w] == maxima[v])
                    {
                        pieces[w] = first;
                        waiting.Push(w);
                    }
                }
            }
        }
        return pieces;
    }
}
