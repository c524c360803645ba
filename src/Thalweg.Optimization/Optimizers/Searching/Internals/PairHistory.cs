using Thalweg.Numerics.Linear;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The newest pairs (s, y) of a limited-memory method and the recursion over them.</summary>
internal sealed class PairHistory(int parameterCount, int memory) : DescentState(parameterCount)
{
    private readonly double[] steps = new double[memory * parameterCount];
    private readonly double[] changes = new double[memory * parameterCount];
    private readonly double[] products = new double[memory];
    private readonly double[] squares = new double[memory];
    private readonly double[] cosines = new double[memory];
    private readonly double[] factors = new double[memory];

    /// <summary>Pairs held.</summary>
    public int Count
    {
        get => (int)Counters[2];
        private set => Counters[2] = value;
    }

    public int Memory => memory;

    public override bool IsEmpty => Count == 0;

    /// <summary>Updates, skipped pairs, pairs held, place of the next one.</summary>
    internal override long[] Counters { get; } = new long[4];

    internal override IReadOnlyList<double[]> Arrays => field ??= [steps, changes, products, squares, cosines];

    private int Next
    {
        get => (int)Counters[3];
        set => Counters[3] = value;
    }

    /// <summary>What directions are preconditioned by.</summary>
    public Preconditioner Preconditioner =>
        IsEmpty
            ? IdentityPreconditioner.Instance
            : new PairPreconditioner(
                [
                    .. Enumerable
                        .Range(0, Count)
                        .Select(k => Place(Count - k))
                        .Select(place => (Row(steps, place).ToArray(), Row(changes, place).ToArray())),
                ],
                products[Place(1)] / squares[Place(1)]
            );

    /// <summary>Adds a pair in the place of the oldest.</summary>
    /// <param name="product">y · s.</param>
    /// <param name="square">y · y.</param>
    /// <param name="cosine">y · s / (‖y‖ ‖s‖).</param>
    public void Add(double[] step, double[] change, double product, double square, double cosine)
    {
        step.CopyTo(Row(steps, Next));
        change.CopyTo(Row(changes, Next));
        products[Next] = product;
        squares[Next] = square;
        cosines[Next] = cosine;
        Next = (Next + 1) % memory;
        Count = Math.Min(Count + 1, memory);
        Updates++;
    }

    public void Skip() => Skipped++;

    public void Clear()
    {
        Count = 0;
        Next = 0;
    }

    /// <summary>Whether every pair held has a cosine of at least this; false where one is NaN.</summary>
    public bool AllCosinesReach(double least)
    {
        for (var age = 1; age <= Count; age++)
        {
            if (!(cosines[Place(age)] >= least))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>vector ← H vector by the two-loop recursion, H₀ = (s·y / y·y) I of the newest pair [Nocedal1980].
    /// Cost: 8 P operations per pair.</summary>
    /// <param name="damping">Added to every y · s that divides.</param>
    public void Apply(Span<double> vector, double damping)
    {
        for (var age = 1; age <= Count; age++)
        {
            var place = Place(age);
            factors[place] = Vectors.Dot(Row(steps, place), vector) / (products[place] + damping);
            Vectors.Combine(vector, -factors[place], Row(changes, place), vector);
        }
        if (Count > 0)
        {
            Vectors.Scale(products[Place(1)] / squares[Place(1)], vector, vector);
        }
        for (var age = Count; age >= 1; age--)
        {
            var place = Place(age);
            var factor = Vectors.Dot(Row(changes, place), vector) / (products[place] + damping);
            Vectors.Combine(vector, factors[place] - factor, Row(steps, place), vector);
        }
    }

    /// <summary>The place of a pair: age 1 is the newest.</summary>
    private int Place(int age) => (Next - age + memory) % memory;

    private Span<double> Row(double[] rows, int place) => rows.AsSpan(place * ParameterCount, ParameterCount);
}
