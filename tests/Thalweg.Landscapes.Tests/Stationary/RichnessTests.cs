using Thalweg.Landscapes.Stationary;

namespace Thalweg.Landscapes.Tests.Stationary;

/// <summary>How many kinds there are, against the estimates of the sources.</summary>
public sealed class RichnessTests
{
    [Fact]
    public void Kinds_found_once_tell_of_kinds_not_found()
    {
        // f1 = 3, f2 = 1: 6 + 3·2/(2·2) = 7.5; variance 1.5 + 75/16 + 3.75… by the formula of the source.
        var richness = Richness.Of([1, 1, 1, 2, 5, 9]);
        Assert.Equal(6, richness.Observed);
        Assert.Equal(7.5, richness.Estimate, 1e-12);
        Assert.Equal(19, richness.Finds);
        var variance = 1.5 + (3 * 25.0 / 16) + (9.0 * 1 * 4 / 64);
        var spread = Math.Exp(1.959963984540054 * Math.Sqrt(Math.Log(1 + (variance / 2.25))));
        Assert.Equal(6 + (1.5 / spread), richness.Lower, 1e-9);
        Assert.Equal(6 + (1.5 * spread), richness.Upper, 1e-9);
        Assert.False(richness.IsComplete);
    }

    [Fact]
    public void Kinds_all_found_often_are_all()
    {
        Assert.False(Richness.Of([1]).IsComplete);
        Assert.False(Richness.Of([2, 2, 2]).IsComplete);
        Assert.True(Richness.Of([8, 8, 9, 20]).IsComplete);
        Assert.False(Richness.Of([]).IsComplete);
    }

    /// <summary>Of draws from kinds of unequal chances the interval holds the number of kinds nearly as often as it says.</summary>
    [Fact]
    public void A_complete_verdict_is_seldom_wrong()
    {
        var (complete, wrong) = (0, 0);
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var counts = new int[10];
            do
            {
                // The rarest kind is met in one draw of 32.
                counts[(int)(10 * Math.Pow(random.NextDouble(), 1.5))]++;
            } while (counts.Sum() < 400 && !Richness.Of([.. counts.Where(c => c > 0)]).IsComplete);
            complete += counts.Sum() < 400 ? 1 : 0;
            wrong += counts.Sum() < 400 && counts.Contains(0) ? 1 : 0;
        }
        Assert.InRange(complete, 300, 400);
        Assert.InRange(wrong / (double)complete, 0, 0.15);
    }
}
