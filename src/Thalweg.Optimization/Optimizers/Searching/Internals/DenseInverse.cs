using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// A dense approximation H of the inverse Hessian and the update that the methods of Broyden's class share, scaled by 1/τ:
/// H⁺ = (H − Hy yᵀH / yᵀHy + φ yᵀHy v vᵀ)/τ + s sᵀ / yᵀs with v = s/yᵀs − Hy/yᵀHy; φ = 1 is BFGS.
/// </summary>
/// <remarks>
/// Memory 8 P² bytes. Cost of an update: two passes over H, 8 P² operations; the second one also forms the next direction. Rows
/// are spread over the threads; each is summed in one order.
/// </remarks>
internal sealed class DenseInverse : DescentState
{
    private const int RowsPerItem = 32;

    private readonly double[] product;
    private readonly double[] image;
    private readonly double[] left;
    private readonly double[] right;
    private readonly Pass pass;
    private double[] matrix = [];

    public DenseInverse(int parameterCount)
        : base(parameterCount)
    {
        product = new double[parameterCount];
        image = new double[parameterCount];
        left = new double[parameterCount];
        right = new double[parameterCount];
        pass = new Pass(this);
    }

    /// <summary>φ and τ of an update.</summary>
    /// <param name="b">sᵀBs / yᵀs with B = H⁻¹.</param>
    /// <param name="h">yᵀHy / yᵀs.</param>
    /// <param name="first">Whether H is the identity.</param>
    public delegate (double Phi, double Tau) Rule(double b, double h, int size, bool first);

    public override bool IsEmpty => Counters[2] == 0;

    /// <summary>Updates, skipped pairs, updates since H was the identity.</summary>
    internal override long[] Counters { get; } = new long[3];

    internal override IReadOnlyList<double[]> Arrays => [Matrix, product];

    /// <summary>H, [P, P]; meaningless while the state is empty.</summary>
    internal double[] Matrix
    {
        get
        {
            if (matrix.Length == 0)
            {
                matrix = new double[checked(ParameterCount * ParameterCount)];
            }
            return matrix;
        }
    }

    /// <summary>What directions are preconditioned by.</summary>
    public Preconditioner Preconditioner => IsEmpty ? IdentityPreconditioner.Instance : new DensePreconditioner(Matrix);

    /// <summary>d = −H ∇L, which the last update has formed.</summary>
    public bool Direct(double[] gradient, double[] direction)
    {
        Vectors.Scale(-1, IsEmpty ? gradient : product, direction);
        return !IsEmpty;
    }

    public void Forget() => Counters[2] = 0;

    public void Learn(in DescentStep step, double leastCosine, Rule rule, WorkerTeam team)
    {
        var (s, y) = (step.Step, step.Change);
        var curvature = Vectors.Dot(s, y);
        var usable = curvature > leastCosine * Vectors.Norm(s) * Vectors.Norm(y);
        if (!usable || !double.IsFinite(1 / curvature))
        {
            Skip(step, team);
            return;
        }
        if (IsEmpty)
        {
            y.CopyTo(image, 0);
        }
        else
        {
            pass.Multiply(y, image, team);
        }
        var quadratic = Vectors.Dot(y, image);
        // Bs = −α ∇L(θ), so sᵀBs needs no product.
        var (phi, tau) = rule(
            -step.Length * step.Length * step.Slope / curvature,
            quadratic / curvature,
            ParameterCount,
            IsEmpty
        );
        var inverse = 1 / curvature;
        var keep = 1 / tau;
        var ss = inverse + (phi * keep * quadratic * inverse * inverse);
        var su = -phi * keep * inverse;
        var uu = (phi - 1) * keep / quadratic;
        if (!(keep > 0 && double.IsFinite(keep) && double.IsFinite(ss) && double.IsFinite(su) && double.IsFinite(uu)))
        {
            Skip(step, team);
            return;
        }
        // H⁺ = keep H + left sᵀ + right uᵀ with u = Hy.
        Vectors.Scale(ss, s, left);
        Vectors.Combine(left, su, image, left);
        Vectors.Scale(su, s, right);
        Vectors.Combine(right, uu, image, right);
        pass.Update(IsEmpty, keep, s, step.Gradient, team);
        Counters[2]++;
        Updates++;
    }

    private void Skip(in DescentStep step, WorkerTeam team)
    {
        if (!IsEmpty)
        {
            pass.Multiply(step.Gradient, product, team);
        }
        Skipped++;
    }

    /// <summary>One pass over the rows of H, kept as an object so that starting it allocates nothing.</summary>
    private sealed class Pass(DenseInverse inverse) : IWork
    {
        private double[] step = [];
        private double[] vector = [];
        private double[] target = [];
        private double keep;
        private bool updates;
        private bool fromIdentity;

        /// <summary>False where what a state saves is changed in place: half of it would be saved when the run is cancelled.</summary>
        public bool IsInterruptible => target == inverse.image;

        private int Items => (inverse.ParameterCount + RowsPerItem - 1) / RowsPerItem;

        public void Multiply(double[] vector, double[] target, WorkerTeam team)
        {
            (this.vector, this.target, updates) = (vector, target, false);
            team.Run(Items, this);
        }

        public void Update(bool fromIdentity, double keep, double[] step, double[] gradient, WorkerTeam team)
        {
            _ = inverse.Matrix;
            (vector, target, updates) = (gradient, inverse.product, true);
            (this.fromIdentity, this.keep, this.step) = (fromIdentity, keep, step);
            team.Run(Items, this);
        }

        public void Run(int item, int worker)
        {
            var size = inverse.ParameterCount;
            var end = Math.Min((item + 1) * RowsPerItem, size);
            for (var i = item * RowsPerItem; i < end; i++)
            {
                var row = inverse.matrix.AsSpan(i * size, size);
                if (updates)
                {
                    if (fromIdentity)
                    {
                        row.Clear();
                        row[i] = 1;
                    }
                    Vectors.Scale(keep, row, row);
                    Vectors.Combine(row, inverse.left[i], step, row);
                    Vectors.Combine(row, inverse.right[i], inverse.image, row);
                }
                target[i] = Vectors.Dot(row, vector);
            }
        }
    }
}
