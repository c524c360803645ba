using FsCheck.Fluent;
using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Similarity;
using Thalweg.Landscapes.Tests.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Similarity;

public sealed class CurvatureAgreementTests
{
    private static readonly double[] Spectrum = [-3, -1, 0.5, 1, 2, 4, 9, 20];

    [Fact]
    public void A_loss_is_like_itself_and_unlike_its_negative()
    {
        var a = Of(Spectrum);
        var same = Agreement(a, a, 2);
        Assert.All(same.Leading.Concat(same.Trailing), angle => Assert.InRange(angle, 0, 1e-8));
        Assert.Equal(
            (1, 1),
            (same.Alignment, same.SpectrumCorrelation),
            (x, y) => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) < 1e-12
        );
        Assert.Equal(1, same.ConditionRatio);
        Assert.InRange(same.ConditionRatioError, 0, 1e-12);
        var negative = Agreement(a, Of([.. Spectrum.Select(λ => -λ)]), 2);
        Assert.Equal(-1, negative.Alignment, 1e-12);
        // What is stiff upward in one is stiff downward in the other: leading spaces share nothing.
        Assert.All(negative.Leading.Concat(negative.Trailing), angle => Assert.Equal(Math.PI / 2, angle, 1e-10));
        // 9 and 20 are the trailing two of the negative.
        var crossed = Agreement(Of([-20, -9, 1, 2, 3, 4, 5, 6]), Of([20, 9, -1, -2, -3, -4, -5, -6]), 2);
        Assert.Equal(-1, crossed.Alignment, 1e-12);
    }

    [Fact]
    public void A_rotation_shows_as_its_angle()
    {
        Prop.ForAll(
                Gen.Choose(0, 90).ToArbitrary(),
                degrees =>
                {
                    var φ = degrees * Math.PI / 180;
                    // The stiffest axis is turned toward one in the middle, the softest is left alone.
                    var agreement = Agreement(Diagonal(Spectrum), Diagonal(Spectrum, 7, 3, φ), 1);
                    var sum = Spectrum.Sum(λ => λ * λ);
                    // ⟨A, RARᵀ⟩ loses (20 − 1)² sin²φ.
                    var expected = 1 - (19.0 * 19 * Math.Sin(φ) * Math.Sin(φ) / sum);
                    return Math.Abs(agreement.Leading[0] - φ) < 1e-7
                        && agreement.Trailing[0] < 1e-7
                        && Math.Abs(agreement.Alignment - expected) < 1e-12
                        && Math.Abs(agreement.SpectrumCorrelation - 1) < 1e-9
                        && agreement.LeadingError < 1e-12
                        && agreement.AlignmentError < 1e-12;
                }
            )
            .Holds(91);
    }

    [Fact]
    public void Order_and_factors_do_not_matter_and_a_common_rotation_neither()
    {
        Prop.ForAll(
                Gen.Choose(1, 1000).ToArbitrary(),
                Gen.Choose(1, 50).ToArbitrary(),
                (seed, factor) =>
                {
                    double[] other = [.. Enumerable.Range(0, 8).Select(i => Math.Cos((seed % 97) + (3 * i)) * (i + 1))];
                    var (a, b) = (Of(Spectrum), Of(other, (ulong)seed));
                    var plain = Agreement(a, b, 3);
                    var swapped = Agreement(b, a, 3);
                    var scaled = Agreement(Of([.. Spectrum.Select(λ => factor * λ)]), b, 3);
                    return plain.Leading.Zip(swapped.Leading).All(e => Math.Abs(e.First - e.Second) < 1e-7)
                        && plain.Trailing.Zip(scaled.Trailing).All(e => Math.Abs(e.First - e.Second) < 1e-7)
                        && Math.Abs(plain.Alignment - swapped.Alignment) < 1e-12
                        && Math.Abs(plain.Alignment - scaled.Alignment) < 1e-12
                        && Math.Abs(plain.ConditionRatio - scaled.ConditionRatio) < 1e-9 * plain.ConditionRatio
                        && Math.Abs((plain.ConditionRatio * swapped.ConditionRatio) - 1) < 1e-9
                        && Math.Abs(plain.Alignment) <= 1
                        && plain.Leading.All(angle => angle is >= 0 and <= Math.PI / 2);
                }
            )
            .Holds();
    }

    [Fact]
    public void Condition_numbers_are_compared_with_their_error()
    {
        var agreement = Agreement(Of([1, 2, 4, 100]), Of([0.5, 1, 2, 5]), 1);
        Assert.Equal(10, agreement.ConditionRatio, 1e-12);
        var summed = Of([1, 2, 4, 100]).Summary.ConditionNumberError + Of([0.5, 1, 2, 5]).Summary.ConditionNumberError;
        Assert.Equal(summed, agreement.ConditionRatioError, 1e-12);
        var unknown = Agreement(Of([0, 0, 0, 0]), Of([1, 2, 3, 4]), 1);
        Assert.True(double.IsNaN(unknown.ConditionRatio) && double.IsNaN(unknown.Alignment));
        Assert.True(double.IsNaN(unknown.SpectrumCorrelation));
    }

    [Fact]
    public void A_space_that_no_gap_tells_from_the_rest_has_no_angles()
    {
        // The second and the third largest are one eigenvalue: the space of the two largest is not defined, that of the three largest is.
        var a = Of([1, 2, 3, 5, 5, 9]);
        var two = Agreement(a, a, 2);
        Assert.All(two.Leading.Append(two.LeadingError), angle => Assert.True(double.IsNaN(angle)));
        Assert.All(two.Trailing, angle => Assert.InRange(angle, 0, 1e-8));
        Assert.All(Agreement(a, a, 3).Leading, angle => Assert.InRange(angle, 0, 1e-8));
    }

    [Fact]
    public void Sizes_must_fit()
    {
        Assert.Throws<ArgumentException>(() => Agreement(Of([1, 2, 3, 4]), Of([1, 2, 3]), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Agreement(Of([1, 2, 3]), Of([1, 2, 3]), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Agreement(Of([1, 2, 3]), Of([1, 2, 3]), 0));
    }

    private static CurvatureAgreement Agreement(DenseSpectrum a, DenseSpectrum b, int count) =>
        CurvatureAgreement.Of(a, b, count, WorkerTeam.Sequential);

    private static DenseSpectrum Of(IReadOnlyList<double> spectrum, ulong basis = 7) =>
        DenseSpectrum.Of(TestOperators.WithSpectrum(spectrum, basis), WorkerTeam.Sequential)!;

    /// <summary>diag(λ) turned by φ in the plane of two axes.</summary>
    private static DenseSpectrum Diagonal(double[] λ, int i = 0, int j = 1, double φ = 0)
    {
        var n = λ.Length;
        var matrix = new double[n * n];
        for (var k = 0; k < n; k++)
        {
            matrix[(k * n) + k] = λ[k];
        }
        var (c, s) = (Math.Cos(φ), Math.Sin(φ));
        matrix[(i * n) + i] = (c * c * λ[i]) + (s * s * λ[j]);
        matrix[(j * n) + j] = (s * s * λ[i]) + (c * c * λ[j]);
        matrix[(i * n) + j] = matrix[(j * n) + i] = c * s * (λ[i] - λ[j]);
        return DenseSpectrum.Of(new DenseOperator(matrix, n, n), WorkerTeam.Sequential)!;
    }
}
