namespace Thalweg.Landscapes.Topology;

/// <summary>How the level sets of losses on a grid are joined as the level changes [EdelsbrunnerHarer2010]: when a basin or a hole appears, and
/// when it is gone.</summary>
/// <remarks>
/// <para>H0 by union–find over the vertices in the order of their values: a component is born at its lowest vertex and dies where it
/// meets one that was born before it. H1 of a grid of two axes by duality: a hole of {f ≤ t} is a bounded component of {f &gt; t}, whose
/// vertices are joined by the other adjacency and whose border is joined to infinity. Vertices of one value take the order of their
/// numbers.</para>
/// <para>Births and deaths are values of vertices. A saddle between vertices lies above or below the death that stands for it: a pair bounds no
/// pass, and only refinement to the stationary point decides.</para>
/// </remarks>
public static class Persistence
{
    /// <summary>The pairs of a grid. Cost: O(n log n), no losses.</summary>
    /// <param name="superlevel">True follows {f ≥ t} as t falls, from maxima to the saddles below them.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PersistenceResult Of(
        LossGrid grid,
        GridNeighbours neighbours,
        bool superlevel = false,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(grid);
        var values = grid.Values.ToArray();
        if (superlevel)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = -values[i];
            }
        }
        var order = VertexOrder.Of(values);
        var steps = NeighbourSteps.Of(grid.Shape, neighbours);
        var tree = Components.Of(values, order, steps, cancellation);
        var pairs = tree.Branches.Where(b => b.Lifetime > 0).Select(b => Pair(0, b)).ToList();
        if (grid.Shape.Count == 2)
        {
            pairs.AddRange(Holes());
        }
        return new PersistenceResult(
            [
                .. pairs
                    .OrderBy(p => p.Dimension)
                    .ThenBy(p => superlevel ? -p.Birth : p.Birth)
                    .ThenBy(p => superlevel ? -p.Death : p.Death)
                    .ThenBy(p => p.BirthVertex),
            ],
            Basins.Of(values, steps, tree, superlevel),
            neighbours,
            superlevel
        );

        IEnumerable<PersistencePair> Holes()
        {
            var (above, falling) = (new double[values.Length], (int[])order.Clone());
            for (var i = 0; i < values.Length; i++)
            {
                above[i] = -values[i];
            }
            Array.Reverse(falling);
            var outside = Components.Of(
                above,
                falling,
                NeighbourSteps.Of(grid.Shape, neighbours.Complement()),
                cancellation,
                joinsBorder: true
            );
            // A hole appears where its component parts from another as the level rises, and is filled at its highest vertex.
            return outside
                .Branches.Where(b => b.DeathVertex >= 0 && b.Lifetime > 0)
                .Select(b => new PersistencePair(1, Signed(-b.Death), Signed(-b.Birth), b.DeathVertex, b.BirthVertex));
        }

        PersistencePair Pair(int dimension, Branch branch) =>
            new(dimension, Signed(branch.Birth), Signed(branch.Death), branch.BirthVertex, branch.DeathVertex);

        // No zero with a sign of its own.
        double Signed(double value) => superlevel ? 0 - value : value;
    }
}
