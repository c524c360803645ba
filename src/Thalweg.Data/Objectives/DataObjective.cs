using Thalweg.Data.DataSets;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Data.Objectives;

/// <summary>The loss of a network on a data set: the mean over its images.</summary>
/// <remarks>
/// <para>One term, <c>data</c>; with classes the metric <c>errorRate</c>, the share of images that are taken for another class (of equal outputs the
/// lowest), and with a set that is never trained on
/// <c>heldOutLoss</c> and <c>heldOutErrorRate</c>.</para>
/// <para>Images are summed in tiles of 32 and tiles in at most 16 parts, which depend on the number of images alone: a loss has the same bits alone,
/// in a batch, with its gradient, and for any number of threads. After the first call nothing is allocated per evaluation on one thread.</para>
/// </remarks>
public sealed unsafe partial class DataObjective
    : IObjective,
        ILayered,
        ITermGradients,
        ILinearizable,
        ITermHessians,
        IGaussNewton,
        ISummands,
        ISymmetric,
        IDrawable
{
    // Beyond, nobody lists stationary points, and the maps are no small thing.
    private const int LargestSymmetry = 4096;

    /// <summary>The metric of the loss on data that are not trained on.</summary>
    public const string HeldOutLoss = "heldOutLoss";

    private const string Term = "data";
    private const string ErrorRate = "errorRate";
    private const int MostVectors = 256;

    private readonly DataImages images;
    private readonly LayeredLoss loss;
    private readonly MiniBatches? batches;
    private readonly DataObjective? heldOut;
    private readonly ValueWork values;
    private readonly GradientWork gradients;
    private readonly GradientBatch batch;
    private SymmetryGroup? symmetry;

    /// <param name="heldOut">Measured alongside and never trained on; null for none.</param>
    /// <param name="batches">How a step of training draws images; null where it takes all.</param>
    /// <exception cref="DataFormatException">The images do not fit the network, or nothing is said of what is wanted.</exception>
    public DataObjective(
        LayeredNetwork network,
        LossKind kind,
        DataSet data,
        DataSet? heldOut = null,
        MiniBatches? batches = null,
        LaneWidth width = LaneWidth.Widest
    )
        : this(LossOf(network, kind, data, width), new DataImages(network, kind, data), batches)
    {
        this.heldOut = heldOut is null ? null : new DataObjective(network, kind, heldOut, width: width);
        MetricNames = [.. Metrics()];
    }

    private DataObjective(LayeredLoss loss, DataImages images, MiniBatches? batches)
    {
        (this.loss, this.images, this.batches) = (loss, images, batches);
        var scratch = new List<LossScratch>();
        values = new ValueWork(loss, images, scratch);
        gradients = new GradientWork(loss, images, scratch);
        batch = new GradientBatch(loss, images, scratch);
        MetricNames = [.. Metrics()];
    }

    public string Name => loss.Kind == LossKind.CrossEntropy ? "cross-entropy" : "squared-error";

    public LayeredNetwork Network => loss.Network;

    public LossKind Kind => loss.Kind;

    public DataSet Data => images.Data;

    /// <summary>Images that an evaluation looks at.</summary>
    public int Images => images.Count;

    public int ParameterCount => Network.ParameterCount;

    public IReadOnlyList<string> TermNames { get; } = [Term];

    public IReadOnlyList<string> MetricNames { get; }

    public double? LowerBound => 0.0;

    public ParameterLayout Layout => Network.Layout;

    /// <summary>Exchanges of hidden units, and their signs where all activations behind them are odd.</summary>
    public SymmetryGroup Symmetry => symmetry ??= LayeredGroup.Of(Network).Symmetry;

    public double Epsilon => RoundingProbe.DoubleEpsilon;

    /// <inheritdoc cref="IObjective.As{T}"/>
    /// <remarks>Draws (<see cref="IDrawable"/>) where there are mini-batches; alignment (<see cref="IAlignable"/>) by the group of the network, whose maps
    /// (<see cref="ISymmetric"/>) are told up to 4096 parameters.</remarks>
    public T? As<T>()
        where T : class =>
        typeof(T) == typeof(IAlignable) ? LayeredGroup.Of(Network) as T
        : typeof(T) == typeof(IDrawable) && batches is null ? null
        : typeof(T) == typeof(ISymmetric) && ParameterCount > LargestSymmetry ? null
        : this as T;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, (long)losses.Length * ParameterCount, nameof(parameters));
        RequireOrNone(terms.Length, losses.Length, nameof(terms));
        RequireOrNone(metrics.Length, losses.Length * MetricNames.Count, nameof(metrics));
        using var pin = parameters.Pin();
        for (var first = 0; first < losses.Length; first += MostVectors)
        {
            var count = Math.Min(MostVectors, losses.Length - first);
            values.Run((double*)pin.Pointer + (first * (nint)ParameterCount), count, !metrics.IsEmpty, team);
            for (var k = 0; k < count; k++)
            {
                losses.Span[first + k] = values.Loss(k);
                if (!terms.IsEmpty)
                {
                    terms.Span[first + k] = values.Loss(k);
                }
                if (!metrics.IsEmpty && images.HasLabels)
                {
                    metrics.Span[(first + k) * MetricNames.Count] = values.ErrorRate(k);
                }
            }
        }
        if (!metrics.IsEmpty && heldOut is not null)
        {
            AddHeldOut(heldOut, parameters, metrics.Span, losses.Length, team);
        }
    }

    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        Require(magnitudes.Length, losses.Length, nameof(magnitudes));
        Values(parameters, losses, default, default, team);
        // No summand is negative.
        losses.Span.CopyTo(magnitudes.Span);
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        Require(gradient.Length, ParameterCount, nameof(gradient));
        RequireOrNone(terms.Length, 1, nameof(terms));
        using var pin = parameters.Pin();
        var value = gradients.Run((double*)pin.Pointer, gradient.Span, team);
        if (!terms.IsEmpty)
        {
            terms.Span[0] = value;
        }
        return value;
    }

    public void TermGradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    ) => Gradient(parameters, gradients, terms, team);

    /// <summary>The class that each image is taken for, the lowest of equal outputs.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <exception cref="InvalidOperationException">The outputs are no classes.</exception>
    public int[] Classes(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        if (Kind != LossKind.CrossEntropy)
        {
            throw new InvalidOperationException("the network tells no classes apart: look at its outputs");
        }
        using var pin = parameters.Pin();
        values.Run((double*)pin.Pointer, 1, true, team);
        return values.Classes();
    }

    private static LayeredLoss LossOf(LayeredNetwork network, LossKind kind, DataSet data, LaneWidth width)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return LayeredLoss.Create(network, kind, width);
    }

    private IEnumerable<string> Metrics()
    {
        if (images.HasLabels)
        {
            yield return ErrorRate;
        }
        if (heldOut is not null)
        {
            yield return HeldOutLoss;
            if (images.HasLabels)
            {
                yield return "heldOutErrorRate";
            }
        }
    }

    private void AddHeldOut(
        DataObjective other,
        ReadOnlyMemory<double> parameters,
        Span<double> metrics,
        int count,
        WorkerTeam team
    )
    {
        var own = images.HasLabels ? 1 : 0;
        using var pin = parameters.Pin();
        for (var first = 0; first < count; first += MostVectors)
        {
            var now = Math.Min(MostVectors, count - first);
            other.values.Run((double*)pin.Pointer + (first * (nint)ParameterCount), now, images.HasLabels, team);
            for (var k = 0; k < now; k++)
            {
                var target = metrics.Slice(((first + k) * MetricNames.Count) + own);
                target[0] = other.values.Loss(k);
                if (images.HasLabels)
                {
                    target[1] = other.values.ErrorRate(k);
                }
            }
        }
    }

    private static void Require(long got, long expected, string argument)
    {
        if (got != expected)
        {
            throw new ArgumentException($"{argument} has {got} numbers, expected {expected}", argument);
        }
    }

    private static void RequireOrNone(int got, int expected, string argument)
    {
        if (got != 0)
        {
            Require(got, expected, argument);
        }
    }
}
