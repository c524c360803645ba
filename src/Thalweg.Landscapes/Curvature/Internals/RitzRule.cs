using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Curvature;

/// <summary>A Gauss rule for the spectrum as one start vector sees it: Ritz values, and the squares of the first coordinates of their
/// vectors.</summary>
internal sealed record RitzRule(double[] Values, double[] Weights)
{
    // Bases that grow side by side, so that their products share the primal computation.
    private const int Block = 8;

    private const double Nothing = 64 * RoundingProbe.DoubleEpsilon;

    /// <summary>Σ w exp(−(λ − θ)²/2σ²).</summary>
    public double At(double λ, double width)
    {
        var sum = 0.0;
        for (var k = 0; k < Values.Length; k++)
        {
            var distance = (λ - Values[k]) / width;
            sum += Weights[k] * Elementary.Exp(-0.5 * distance * distance);
        }
        return sum;
    }

    /// <summary>The rules of random start vectors; none where a product is not finite.</summary>
    public static (IReadOnlyList<RitzRule> Rules, int Products) Of(
        ILinearOperator symmetric,
        DensityOptions options,
        WorkerTeam team,
        IProgress<double>? progress
    )
    {
        var stream = new RandomStream(options.Seed, "spectral density");
        var steps = Math.Min(options.Steps, symmetric.Rows);
        var rules = new List<RitzRule>();
        var products = 0;
        for (var first = 0; first < options.Vectors; first += Block)
        {
            var bases = Enumerable
                .Range(0, Math.Min(Block, options.Vectors - first))
                .Select(_ => new Basis(stream, symmetric.Rows, steps))
                .ToList();
            for (var j = 0; j < steps; j++)
            {
                team.Cancellation.ThrowIfCancellationRequested();
                var growing = bases.Where(basis => basis.IsGrowing).ToList();
                if (growing.Count == 0)
                {
                    break;
                }
                double[] block = [.. growing.SelectMany(basis => basis.Last)];
                var images = new double[block.Length];
                symmetric.Apply(block, images, team);
                products += growing.Count;
                for (var k = 0; k < growing.Count; k++)
                {
                    growing[k].Add(images.AsSpan(k * symmetric.Rows, symmetric.Rows).ToArray());
                }
                progress?.Report((first + (bases.Count * (j + 1.0) / steps)) / options.Vectors);
            }
            if (bases.Exists(basis => basis.IsNotFinite))
            {
                return ([], products);
            }
            rules.AddRange(bases.Select(basis => basis.Rule()));
        }
        return (rules, products);
    }

    /// <summary>A Krylov basis with all its vectors.</summary>
    private sealed class Basis
    {
        private readonly List<double[]> vectors = [];
        private readonly double[] projected;
        private readonly int steps;
        private int count;

        public Basis(RandomStream stream, int n, int steps)
        {
            this.steps = steps;
            projected = new double[steps * steps];
            var start = new double[n];
            stream.FillGaussian(start);
            Vectors.Scale(1 / Vectors.Norm(start), start, start);
            vectors.Add(start);
        }

        public bool IsGrowing { get; private set; } = true;

        public bool IsNotFinite { get; private set; }

        public double[] Last => vectors[^1];

        public void Add(double[] image)
        {
            var before = Vectors.Norm(image);
            if (!double.IsFinite(before))
            {
                (IsNotFinite, IsGrowing) = (true, false);
                return;
            }
            var j = count++;
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i <= j; i++)
                {
                    var along = Vectors.Dot(vectors[i], image);
                    Vectors.Combine(image, -along, vectors[i], image);
                    projected[(j * steps) + i] += along;
                }
            }
            var rest = Vectors.Norm(image);
            IsGrowing = count < steps && rest > Nothing * before;
            if (IsGrowing)
            {
                Vectors.Scale(1 / rest, image, image);
                vectors.Add(image);
            }
        }

        public RitzRule Rule()
        {
            var (matrix, first) = (new double[count * count], new double[count]);
            for (var i = 0; i < count; i++)
            {
                projected.AsSpan(i * steps, i + 1).CopyTo(matrix.AsSpan(i * count, i + 1));
            }
            first[0] = 1;
            var spectrum = SymmetricSpectrum.Of(matrix, first)!;
            return new RitzRule([.. spectrum.Eigenvalues], [.. spectrum.Components.Select(c => c * c)]);
        }
    }
}
