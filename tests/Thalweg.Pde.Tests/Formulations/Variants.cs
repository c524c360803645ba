using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Everything that an engine can be built from: both precisions, each on one lane, on 256 and on 512 bits.</summary>
/// <remarks>
/// <para>The widths of a precision give the same bits. Where the machine has no 512-bit registers they are two halves in
/// software: slow, and the same code.</para>
/// <para>Tolerances are stated for doubles, as multiples of a sum of absolute terms, and single precision is allowed the same
/// multiples of its own unit roundoff on the same sums: 2²⁹ as much. A loss of squares is such a sum itself; an energy and a
/// gradient are differences, and are measured against one where their terms are of the size of one.</para>
/// </remarks>
internal static class Variants
{
    // 2⁻²⁴ over 2⁻⁵³.
    private const double Coarser = 1 << 29;

    private static readonly LaneWidth[] Widths = [LaneWidth.Scalar, LaneWidth.Bits256, LaneWidth.Bits512];

    public static IReadOnlyList<Precision> Precisions { get; } = [Precision.Double, Precision.Single];

    /// <summary>What a precision is allowed where doubles are allowed <paramref name="inDouble"/>.</summary>
    public static double Tolerance(Precision precision, double inDouble) =>
        precision == Precision.Double ? inDouble : Coarser * inDouble;

    /// <summary>Evaluates with every width of a precision, asserts that they agree to the bit, and returns what they agree on.</summary>
    public static double[] Evaluate(Precision precision, Func<Arithmetic, double[]> evaluate)
    {
        var expected = evaluate(new Arithmetic(precision, Widths[0]));
        foreach (var width in Widths[1..])
        {
            SameBits(expected, evaluate(new Arithmetic(precision, width)), $"{precision}, {width}");
        }
        return expected;
    }

    /// <summary>[1 + terms + P]: the loss, its terms and its gradient.</summary>
    public static double[] LossTermsAndGradient(PdeObjective objective, double[] parameters)
    {
        var terms = new double[objective.TermNames.Count];
        var gradient = new double[objective.ParameterCount];
        var loss = objective.Gradient(parameters, gradient, terms, WorkerTeam.Sequential);
        return [loss, .. terms, .. gradient];
    }

    public static void SameBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> got, string where)
    {
        Assert.Equal(expected.Length, got.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(got[i]))
            {
                Assert.Fail($"{where}: number {i} of {expected.Length} is {got[i]:R}, expected {expected[i]:R}");
            }
        }
    }
}
