using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

/// <summary>The points of a rule enter every result, so their bits are pinned: a change here is a change of results.</summary>
public sealed class QuadratureBitsTests
{
    public static readonly TheoryData<QuadratureRule, Domain, string> Pinned = new()
    {
        { new SimpsonRule(200), Box.UnitCube(1), "caad2b496a4e6203" },
        { new GaussRule(64, 4), Box.UnitCube(1), "9d67ee17209a5959" },
        { new GaussRule(5), Box.UnitCube(3), "d00829aaac1397f6" },
        { new SphericalRule(16, 12, 24), new UnitBall(), "3e6f56c40f08bf62" },
        { new MonteCarloRule(1000, Redraw.Step, 1), new UnitBall(), "5bcaebda32c405bb" },
        { new PoolRule(1000, 100, 1), Box.UnitCube(2), "af7b980859c47c9a" },
        { new LatinHypercubeRule(1000, seed: 1), Box.UnitCube(10), "bbb5097462702978" },
        { new SobolRule(1024, shift: 1), new UnitBall(), "a1b63d398f045186" },
        { new SobolRule(1024), Box.UnitCube(10), "bf3ee4d5c23ca66a" },
        { new HaltonRule(1000), Box.UnitCube(10), "eb86e535c15290e5" },
        { new GaussRule(6, 2), new Box([new(-1, 1)], 1), "c0fb864c99f040ee" },
        { new MonteCarloRule(1000, Redraw.Step, 1), new Box([new(-1, 2), new(0, 0.5)], 4), "9107b6fec0bb27ae" },
        { new PoolRule(1000, 100, 1), new Box([new(-1, 1)], 1), "2737bad4edcc408c" },
    };

    [Theory]
    [MemberData(nameof(Pinned))]
    public void Points_and_weights_have_these_bits(QuadratureRule rule, Domain domain, string expected)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PointSet[] parts = [rule.Interior(domain, 13), rule.Boundary(domain, 13)];
        foreach (var points in domain.TimeAxis is null ? parts : [.. parts, rule.Initial(domain, 13)])
        {
            hash.AppendData(MemoryMarshal.AsBytes(points.Coordinates.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(points.Weights.AsSpan()));
        }
        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
    }
}
