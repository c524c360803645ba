using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>What a study measures beside an index where it is asked to.</summary>
public sealed class RoughnessStudyTests
{
    private const string Text = """
        name: tiny
        objective: muller-brown
        seeds: 1..2
        train: { optimizer: lbfgs, steps: 3, checkpoints: [0] }
        analyses:
          - roughness(directions=20, intervals=20, radius=0.02, normalize=none, bias=keepOPTIONS)
        """;

    [Fact]
    public void Valley_radius_bottom_and_polished_point_are_asked_for_by_name()
    {
        var plain = Records("");
        var all = Records(", valley-radius=true, about-bottom=true, polish=true");
        Assert.Equal((2, 2), (plain.Count, all.Count));
        foreach (var (without, with) in plain.Zip(all))
        {
            Assert.NotEqual(without.Provenance.Key, with.Provenance.Key);
            Assert.Equal((null, null, null), (without.Valley, without.Bottom, without.Polished));
            Assert.Equal(without.TotalVariations, with.TotalVariations);
            Assert.Equal(without.Minimiser, with.Minimiser);
            Assert.NotNull(with.Minimiser!.Decrement);
            Assert.Equal(10, with.Valley!.LargestRadius);
            Assert.Equal(20, with.Valley.CriticalRadii.Count);
            Assert.InRange(with.Bottom!.BottomSlices, 1, 20);
            Assert.True(with.Polished!.IsBottom);
            Assert.InRange(with.Polished.Minimiser.Decrement!.Value, 0, with.Polished.DecrementTolerance);
        }
    }

    [Fact]
    public void On_the_way_of_a_training_the_verdict_rests_on_offsets()
    {
        var records = Records(", at=trajectory");
        Assert.Equal([0, 0, 3, 3], records.Select(r => r.Step!.Value).Order());
        Assert.All(records, r => Assert.Equal(r.IsFinal, r.Minimiser!.Decrement is not null));
        Assert.All(
            records,
            r => Assert.True(double.IsFinite(r.Minimiser!.MedianOffset) || r.Minimiser.CurvedDownShare > 0)
        );
    }

    private static List<RoughnessRecord> Records(string options)
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        var study = StudyReader.Read(Text.Replace("OPTIONS", options, StringComparison.Ordinal), "study.yaml");
        var plan = StudyRunner.Run(new StudyRun(study, folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        return
        [
            .. plan
                .Tasks.Where(t => t.Kind == "roughness")
                .Select(t => RecordJson.Read<RoughnessRecord>(store.TryRead(t.Key, out _)!.Record)),
        ];
    }
}
