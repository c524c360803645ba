using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Symmetries;

/// <summary>What activations declare is so, and nothing else of its kind is.</summary>
public sealed class ActivationSymmetryTests
{
    public static TheoryData<string> Names => [.. Activation.Known.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Flips_are_those_that_hold(string name)
    {
        var activation = Activation.Known.Single(a => a.Name == name);
        var flips = activation.Symmetry.Flips;
        Assert.Equal(UnitMap.Identity, flips[0]);
        Assert.Equal(flips.Count, flips.Distinct().Count());
        foreach (var slope in (double[])[1, -1])
        {
            foreach (var shift in (double[])[0, 0.5, 1, Math.PI / 2, Math.PI])
            {
                // The factor and the offset that two points leave possible.
                var (a, b) = (Value(activation, 0.3), Value(activation, 1.7));
                var (c, d) = (Value(activation, (slope * 0.3) + shift), Value(activation, (slope * 1.7) + shift));
                var map = new UnitMap(slope, shift, (c - d) / (a - b), c - (a * (c - d) / (a - b)));
                var isDeclared = flips.Any(f => f.Slope == slope && f.Shift == shift);
                Assert.Equal(isDeclared, map.Factor != 0 && Error(activation, map) < 1e-13);
            }
        }
        Assert.All(flips, flip => Assert.InRange(Error(activation, flip), 0, 2e-15));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Periods_and_scalings_are_those_that_hold(string name)
    {
        var activation = Activation.Known.Single(a => a.Name == name);
        var symmetry = activation.Symmetry;
        Assert.Equal(symmetry.Period is not null, Error(activation, new(1, 2 * Math.PI, 1, 0)) < 2e-15);
        if (symmetry.Period is { } period)
        {
            Assert.Equal(2 * Math.PI, period);
        }
        var isHomogeneous = (Value(activation, 1), Value(activation, -1)) is (> 0, 0);
        Assert.Equal(isHomogeneous, symmetry.Degree is not null);
        if (isHomogeneous)
        {
            Assert.All(
                (double[])[0.3, 1, 2.5],
                factor => Assert.InRange(Error(activation, symmetry.Scaling(factor)), 0, 2e-13)
            );
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => symmetry.Scaling(2));
        }
    }

    [Fact]
    public void Maps_compose()
    {
        var (first, second) = (new UnitMap(-1, 0, -1, 1), new UnitMap(1, 3, -2, 0.5));
        var both = second.After(first);
        // σ(2nd(1st(z))) = F₂ (F₁ σ + O₁) + O₂.
        Assert.Equal(new UnitMap(-1, 3, 2, -1.5), both);
        Assert.Equal(UnitMap.Identity, first.After(first));
    }

    private static double Error(Activation activation, UnitMap map) =>
        Enumerable
            .Range(-40, 81)
            .Select(i => 0.1 * i)
            .Max(z =>
                Math.Abs(
                    Value(activation, (map.Slope * z) + map.Shift) - (map.Factor * Value(activation, z)) - map.Offset
                )
            );

    private static double Value(Activation activation, double z) => activation.Function.Use(new AtPoint(z));

    private sealed class AtPoint(double z) : IActivationUser<double>
    {
        public double Use<TFunction>()
            where TFunction : struct, IActivationFunction
        {
            TFunction.Evaluate(new LaneF64x1(z), out var value, out _, out _, out _, out _, out _);
            return value.Value;
        }
    }
}
