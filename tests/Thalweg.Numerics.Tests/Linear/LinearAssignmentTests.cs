using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Linear;

/// <summary>The least sum over all permutations, against trying them all.</summary>
public sealed class LinearAssignmentTests
{
    [Fact]
    public void No_permutation_is_cheaper()
    {
        for (var size = 0; size <= 7; size++)
        {
            for (var trial = 0UL; trial < 20; trial++)
            {
                var costs = new double[size * size];
                new RandomStream(trial, $"costs/{size}").FillGaussian(costs);
                // Ties, as rounded costs have them.
                costs = trial % 2 == 0 ? costs : [.. costs.Select(c => Math.Round(2 * c))];
                var found = LinearAssignment.Of(costs, size);
                Assert.Equal(Enumerable.Range(0, size), found.Order());
                Assert.Equal(Least(costs, size, [], 0), Sum(costs, size, found), 1e-12);
                Assert.Equal(found, LinearAssignment.Of(costs, size));
            }
        }
    }

    [Fact]
    public void A_planted_permutation_is_found_among_many()
    {
        const int Size = 120;
        int[] planted = [.. Enumerable.Range(0, Size)];
        var stream = new RandomStream(1, "planted");
        stream.Shuffle(planted.AsSpan());
        var costs = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                costs[(i * Size) + j] = j == planted[i] ? -1e-3 : stream.NextUniform();
            }
        }
        Assert.Equal(planted, LinearAssignment.Of(costs, Size));
    }

    [Fact]
    public void Bad_costs_are_refused()
    {
        Assert.Contains("4 = size²", Assert.Throws<ArgumentException>(() => LinearAssignment.Of([1, 2, 3], 2)).Message);
        Assert.Throws<ArgumentException>(() => LinearAssignment.Of([1, 2, 3, double.NaN], 2));
    }

    private static double Sum(double[] costs, int size, int[] places) =>
        places.Select((p, i) => costs[(i * size) + p]).Sum();

    private static double Least(double[] costs, int size, int[] taken, double sum) =>
        taken.Length == size
            ? sum
            : Enumerable
                .Range(0, size)
                .Except(taken)
                .Min(j => Least(costs, size, [.. taken, j], sum + costs[(taken.Length * size) + j]));
}
