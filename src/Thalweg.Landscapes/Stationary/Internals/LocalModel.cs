using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

/// <summary>Value, gradient and all eigenpairs of the Hessian at one θ.</summary>
internal sealed class LocalModel
{
    // √ε.
    private const double Flat = 1.5e-8;

    private LocalModel(double[] parameters, double value, double[] gradient, DenseSpectrum? spectrum)
    {
        Parameters = parameters;
        Value = value;
        Gradient = gradient;
        Spectrum = spectrum;
        var n = parameters.Length;
        Components = new double[n];
        for (var i = 0; spectrum is not null && i < n; i++)
        {
            Components[i] = Vectors.Dot(Vector(i), gradient);
        }
    }

    public double[] Parameters { get; }

    public double Value { get; }

    public double[] Gradient { get; }

    /// <summary>Null where a value, a gradient or a product is not finite.</summary>
    public DenseSpectrum? Spectrum { get; }

    /// <summary>∇L · v_i, [P].</summary>
    public double[] Components { get; }

    public bool IsFinite => Spectrum is not null;

    public IReadOnlyList<double> Eigenvalues => Spectrum!.Eigenvalues;

    public double GradientNorm => OrderedSums.ScaledNorm(Gradient);

    /// <summary>1 + ‖θ‖.</summary>
    public double Scale => 1 + Vectors.Norm(Parameters);

    /// <summary>max |λ|.</summary>
    public double LargestCurvature => Math.Max(Math.Abs(Eigenvalues[0]), Math.Abs(Eigenvalues[^1]));

    /// <summary>1/|λ_i|: what weighs a slope along v_i by the loss below, not by the stiffness of the valley; of a λ that is 0 to half the digits that
    /// of these digits.</summary>
    public double Softness(int index) =>
        LargestCurvature > 0 ? 1 / Math.Max(Math.Abs(Eigenvalues[index]), Flat * LargestCurvature) : 1;

    public ReadOnlySpan<double> Vector(int index) =>
        Spectrum!.Eigenvectors.Span.Slice(index * Parameters.Length, Parameters.Length);

    /// <summary>Cost: one gradient and P products of the Hessian; 1 + 4P gradients where products are differences.</summary>
    /// <param name="pinned">Whether motions of the whole are taken out of the Hessian.</param>
    public static LocalModel At(IObjective objective, double[] parameters, WorkerTeam team, bool pinned = false)
    {
        var gradient = new double[parameters.Length];
        if (!Array.TrueForAll(parameters, double.IsFinite))
        {
            return new LocalModel(parameters, double.NaN, gradient, null);
        }
        var value = objective.Gradient(parameters, gradient, default, team);
        if (!double.IsFinite(value) || !Array.TrueForAll(gradient, double.IsFinite))
        {
            return new LocalModel(parameters, value, gradient, null);
        }
        var products = HessianProducts.At(objective, parameters, team);
        var motions = pinned ? Motions.Of(objective, parameters) : [];
        return new LocalModel(
            parameters,
            value,
            gradient,
            motions.Count == 0
                ? DenseSpectrum.Of(products.Operator, team, products.Coarser)
                : Pinned(products, motions, gradient, team)
        );
    }

    private static DenseSpectrum? Pinned(
        HessianProducts products,
        IReadOnlyList<double[]> motions,
        double[] gradient,
        WorkerTeam team
    )
    {
        // As stiff as the loss is along its gradient, whatever its unit.
        var (along, product) = ((double[])gradient.Clone(), new double[gradient.Length]);
        var length = Vectors.Norm(along);
        if (length > 0)
        {
            Vectors.Scale(1 / length, along, along);
            products.Operator.Apply(along, product, team);
        }
        var stiffness = Math.Max(1, Vectors.Norm(product));
        return DenseSpectrum.Of(
            new PinnedOperator(products.Operator, motions, stiffness),
            team,
            products.Coarser is { } coarser ? new PinnedOperator(coarser, motions, stiffness) : null
        );
    }

    /// <summary>θ + Σ c_i v_i.</summary>
    public double[] Moved(ReadOnlySpan<double> components)
    {
        var moved = (double[])Parameters.Clone();
        for (var i = 0; i < components.Length; i++)
        {
            if (components[i] != 0)
            {
                Vectors.Combine(moved, components[i], Vector(i), moved);
            }
        }
        return moved;
    }
}
