using Thalweg.Reports.Plotting;

namespace Thalweg.Reports.Tests.Plotting;

public sealed class DecimationTests
{
    [Fact]
    public void Spikes_gaps_and_ends_survive()
    {
        double[] values = [.. Enumerable.Range(0, 10_000).Select(i => i % 100 / 100.0)];
        values[4321] = 50;
        values[7777] = double.NaN;
        values[1234] = -50;

        var kept = Decimation.Envelope(values, 60);

        Assert.True(kept.Count <= 5 * 60);
        Assert.Equal(kept.Order(), kept);
        Assert.Subset(kept.ToHashSet(), new HashSet<int> { 0, 1234, 4321, 7777, 9_999 });
    }

    [Fact]
    public void Labels_move_apart_and_stay_within_their_box()
    {
        var places = LabelPlaces.Spread([50, 50, 52, 99], 10, 0, 100);

        Assert.All(places.Order().Zip(places.Order().Skip(1)), p => Assert.True(p.Second - p.First >= 10 - 1e-9));
        Assert.All(places, p => Assert.InRange(p, 0, 100));
        Assert.Equal(places.Order(), places);
    }
}
