using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Networks.Symmetries;

/// <summary>Of all pairs of a linear layer and the one behind it with one product, the pair nearest to a reference.</summary>
/// <remarks>B Ã = T with Ã = [W₁ b₁; 0 1] and B = [W₂ b₂] (without the last row and column where there is no bias behind). Steps along the tangent
/// of this set towards the reference, each followed by Newton steps of least length back to the set: J Jᵀ Λ = Λ ÃᵀÃ + W₂W₂ᵀ Λ is solved by
/// two eigenvalue decompositions.</remarks>
internal sealed class Factorization
{
    private const int MostSteps = 5;
    private const double LeastGain = 1e-8;

    private readonly int hidden;
    private readonly int outputs;
    private readonly int width;
    private readonly bool hasBias;
    private readonly double[] target;
    private readonly double[] reference;

    /// <summary>W₁ and b₁ as [hidden, width], then W₂ and b₂ as [outputs, hidden (+ 1)].</summary>
    private readonly double[] start;

    private Factorization(int hidden, int outputs, int width, bool hasBias, double[] start, double[] reference)
    {
        (this.hidden, this.outputs, this.width, this.hasBias) = (hidden, outputs, width, hasBias);
        (this.start, this.reference) = (start, reference);
        target = Product(start);
    }

    /// <summary>θ with the pair at a linear layer replaced, or null where the search found none nearer.</summary>
    public static double[]? Nearest(NetworkGroup group, LayerGroup layer, double[] reference, double[] point)
    {
        if (layer.Layer.Readers.Count != 1)
        {
            return null;
        }
        var (writer, reader) = (
            group.Network.Nodes[layer.Layer.Writers[0].Linear],
            group.Network.Nodes[layer.Layer.Readers[0].Linear]
        );
        var inputs = group.Network.Nodes[writer.Source].Width;
        var own = writer.Bias >= 0;
        var behind = own && reader.Bias >= 0;
        var places = Places(writer, inputs, own).Concat(Places(reader, layer.Width, behind)).ToArray();
        var pair = new Factorization(
            layer.Width,
            reader.Width,
            inputs + (own ? 1 : 0),
            behind,
            [.. places.Select(p => point[p])],
            [.. places.Select(p => reference[p])]
        );
        var image = point.ToArray();
        if (layer.IsIsometric)
        {
            pair.Turned().CopyTo(image, places);
        }
        else if (pair.Search() is { } found)
        {
            found.CopyTo(image, places);
        }
        return image;
    }

    private static IEnumerable<int> Places(NetworkNode node, int columns, bool hasBias) =>
        Enumerable
            .Range(0, node.Width)
            .SelectMany(row =>
                Enumerable
                    .Range(node.Weight + (row * columns), columns)
                    .Concat(hasBias ? [node.Bias + row] : Enumerable.Empty<int>())
            );

    private double[] Turned()
    {
        var (a, b) = Split(start);
        var (ra, rb) = Split(reference);
        // tr(Q K) with K = A A_rᵀ + W₂ᵀ W₂r.
        var matrix = Matrices.Product(a, Matrices.Transposed(ra, hidden, width), hidden, width, hidden);
        var (w, rw) = (Weights(b), Weights(rb));
        var other = Matrices.Product(Matrices.Transposed(w, outputs, hidden), rw, hidden, outputs, hidden);
        var turn = OrthogonalFactor.Of([.. matrix.Zip(other, (x, y) => x + y)], hidden);
        var turned = Matrices.Product(w, Matrices.Transposed(turn, hidden, hidden), outputs, hidden, hidden);
        return Joined(Matrices.Product(turn, a, hidden, hidden, width), turned, b);
    }

    /// <summary>From the reference, and where no pair is reached from there, from the pair itself.</summary>
    private double[]? Search() => Descend(Restored(reference)) ?? Descend(start);

    private double[]? Descend(double[]? from)
    {
        if (from is null)
        {
            return null;
        }
        var (at, distance) = (from, Distance(from));
        for (var step = 0; step < MostSteps; step++)
        {
            var towards = Tangent(at, [.. reference.Zip(at, (r, x) => r - x)]);
            // What the step can gain of the squared distance.
            if (towards is null || Vectors.Dot(towards, towards) <= LeastGain * distance * distance)
            {
                break;
            }
            var isNearer = false;
            for (var length = 1.0; length > 0.05 && !isNearer; length /= 2)
            {
                var share = length;
                var next = Restored([.. at.Zip(towards, (x, t) => x + (share * t))]);
                if (next is not null && Distance(next) < distance * (1 - 1e-7))
                {
                    (at, distance, isNearer) = (next, Distance(next), true);
                }
            }
            if (!isNearer)
            {
                break;
            }
        }
        return at;
    }

    /// <summary>A pair with the product, by Newton steps of least length; null where they do not come down to rounding.</summary>
    private double[]? Restored(double[] pair)
    {
        var scale = 1e-15 * (1 + Vectors.Norm(target) + (Vectors.Norm(pair) * Vectors.Norm(pair)));
        var last = double.PositiveInfinity;
        for (var step = 0; step < 40; step++)
        {
            double[] missing = [.. target.Zip(Product(pair), (t, p) => t - p)];
            var size = Vectors.Norm(missing);
            if (!(size < last))
            {
                return last <= 100 * scale ? pair : null;
            }
            if (size <= scale)
            {
                return pair;
            }
            last = size;
            if (Solve(pair, missing) is not { } multipliers)
            {
                return null;
            }
            pair = [.. pair.Zip(Spread(pair, multipliers), (x, d) => x + d)];
        }
        return null;
    }

    /// <summary>What of a displacement leaves the product as it is, to first order.</summary>
    private double[]? Tangent(double[] pair, double[] displacement)
    {
        var (a, b) = Split(pair);
        var (da, db) = Split(displacement);
        var change = Matrices.Product(Weights(b), da, outputs, hidden, width);
        var other = Matrices.Product(db, Augmented(a), outputs, Inner, width);
        return Solve(pair, [.. change.Zip(other, (x, y) => x + y)]) is { } multipliers
            ? [.. displacement.Zip(Spread(pair, multipliers), (d, s) => d - s)]
            : null;
    }

    /// <summary>Λ of J Jᵀ Λ = R.</summary>
    private double[]? Solve(double[] pair, double[] right)
    {
        var (a, b) = Split(pair);
        var (augmented, weights) = (Augmented(a), Weights(b));
        var inputs = SymmetricEigenpairs.Of(
            Matrices.Product(Matrices.Transposed(augmented, Inner, width), augmented, width, Inner, width),
            width,
            WorkerTeam.Sequential
        );
        var behind = SymmetricEigenpairs.Of(
            Matrices.Product(weights, Matrices.Transposed(weights, outputs, hidden), outputs, hidden, outputs),
            outputs,
            WorkerTeam.Sequential
        );
        if (inputs is null || behind is null)
        {
            return null;
        }
        // Eigenvectors are rows.
        var (v, u) = (inputs.Eigenvectors.ToArray(), behind.Eigenvectors.ToArray());
        var turned = Matrices.Product(
            Matrices.Product(u, right, outputs, outputs, width),
            Matrices.Transposed(v, width, width),
            outputs,
            width,
            width
        );
        var floor = 1e-14 * (inputs.Eigenvalues[^1] + behind.Eigenvalues[^1]);
        for (var i = 0; i < outputs; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var sum = behind.Eigenvalues[i] + inputs.Eigenvalues[j];
                turned[(i * width) + j] = sum > floor ? turned[(i * width) + j] / sum : 0;
            }
        }
        return Matrices.Product(
            Matrices.Product(Matrices.Transposed(u, outputs, outputs), turned, outputs, outputs, width),
            v,
            outputs,
            width,
            width
        );
    }

    /// <summary>Jᵀ Λ: W₂ᵀ Λ and Λ Ãᵀ.</summary>
    private double[] Spread(double[] pair, double[] multipliers)
    {
        var (a, b) = Split(pair);
        var weights = Weights(b);
        return
        [
            .. Matrices.Product(Matrices.Transposed(weights, outputs, hidden), multipliers, hidden, outputs, width),
            .. Matrices.Product(multipliers, Matrices.Transposed(Augmented(a), Inner, width), outputs, width, Inner),
        ];
    }

    private int Inner => hidden + (hasBias ? 1 : 0);

    private double[] Product(double[] pair)
    {
        var (a, b) = Split(pair);
        return Matrices.Product(b, Augmented(a), outputs, Inner, width);
    }

    private (double[] First, double[] Second) Split(double[] pair) =>
        (pair[..(hidden * width)], pair[(hidden * width)..]);

    private double[] Augmented(double[] first)
    {
        if (!hasBias)
        {
            return first;
        }
        var last = new double[width];
        last[^1] = 1;
        return [.. first, .. last];
    }

    private double[] Weights(double[] second) => hasBias ? [.. second.Where((_, k) => k % Inner < hidden)] : second;

    private double[] Joined(double[] first, double[] weights, double[] second)
    {
        var joined = second.ToArray();
        for (var k = 0; k < weights.Length; k++)
        {
            joined[(k / hidden * Inner) + (k % hidden)] = weights[k];
        }
        return [.. first, .. joined];
    }

    private double Distance(double[] pair)
    {
        var apart = new double[pair.Length];
        Vectors.Difference(pair, reference, apart);
        return Vectors.Norm(apart);
    }
}

file static class Scattering
{
    /// <summary>Puts values at places.</summary>
    public static void CopyTo(this double[] values, double[] target, int[] places)
    {
        for (var k = 0; k < places.Length; k++)
        {
            target[places[k]] = values[k];
        }
    }
}
