using Thalweg.Results.Keys;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Tasks;

public sealed class StudyPlanTests
{
    private const string Text = """
        name: example
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:200
        formulations: [ritz, galerkin]
        seeds: 1..5
        train:
          optimizer: adam(rate=1e-2)
          steps: 6000
          checkpoints: [0, 100, 300, 1000, 3000, 6000]
        analyses:
          - roughness
          - roughness(at=trajectory)
          - cross
          - slice(count=201, range=-1:1)
          - surface
          - sweep
          - line
          - line(between=seeds)
        """;

    private static StudyPlan Plan(string text) => StudyPlan.Expand(StudyReader.Read(text, "study.yaml"));

    private static IEnumerable<string> Keys(StudyPlan plan, string kind) =>
        plan.Tasks.Where(t => t.Kind == kind).Select(t => t.Key.Hex);

    [Theory]
    [InlineData("train", 10)]
    [InlineData("profile", 10)]
    // 20 cells of the cross table, its diagonal being the analysis at the ends, and 5 checkpoints before each of ten ends.
    [InlineData("roughness", 70)]
    [InlineData("slice", 2)]
    [InlineData("surface", 2)]
    [InlineData("sweep", 10)]
    // One for each run, and four pairs of seeds of each of two formulations.
    [InlineData("line", 18)]
    [InlineData("comparison", 1)]
    public void A_study_expands_into_each_task_once(string kind, int count)
    {
        var plan = Plan(Text);

        Assert.Equal(count, Keys(plan, kind).Count());
        Assert.Equal(plan.Tasks.Count, plan.Tasks.Select(t => t.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("- roughness", "- roughness(valley-radius=true)")]
    [InlineData("- roughness", "- roughness(valley-radius=true)\n  - roughness(polish=true)")]
    [InlineData("- cross", "- cross\n  - roughness(about-bottom=true)")]
    public void Slices_that_several_entries_ask_for_are_one_task_with_all_that_is_asked_for(string from, string to)
    {
        var plan = Plan(Text.Replace(from + "\n", to + "\n", StringComparison.Ordinal));

        Assert.Equal(70, Keys(plan, "roughness").Count());
        Assert.NotEqual(Keys(Plan(Text), "roughness"), Keys(plan, "roughness"));
        Assert.All(
            plan.Tasks.SelectMany(task => task.Dependencies),
            dependency => Assert.Contains(plan.Tasks, task => task.Key == dependency.Key)
        );
    }

    [Fact]
    public void A_comparison_reads_indices_that_more_is_measured_beside()
    {
        var plan = Plan(
            Text.Replace("- roughness\n", "- roughness(valley-radius=true)\n", StringComparison.Ordinal)
                .Replace("  - cross\n", "", StringComparison.Ordinal)
        );
        var keys = plan.Tasks.Select(task => task.Key).ToHashSet();

        var comparison = plan.Tasks.Single(task => task.Kind == "comparison");
        Assert.Equal(10, comparison.Dependencies.Count(d => Keys(plan, "roughness").Contains(d.Key.Hex)));
        Assert.All(comparison.Dependencies, dependency => Assert.Contains(dependency.Key, keys));
    }

    [Fact]
    public void The_former_word_for_where_trainings_ended_is_still_read()
    {
        var now = Plan(Text + "\n  - roughness(at=final, directions=7)");
        Assert.Equal(80, Keys(now, "roughness").Count());
        Assert.Equal(
            Keys(now, "roughness"),
            Keys(Plan(Text + "\n  - roughness(at=minimiser, directions=7)"), "roughness")
        );
        Assert.NotEqual(
            Keys(now, "roughness"),
            Keys(Plan(Text + "\n  - roughness(at=trajectory, directions=7)"), "roughness")
        );
    }

    [Fact]
    public void Dependencies_stand_before_and_enter_by_key()
    {
        var plan = Plan(Text);
        var seen = new HashSet<TaskKey>();
        foreach (var task in plan.Tasks)
        {
            var text = System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(task.Inputs));
            Assert.All(task.Dependencies, d => Assert.Contains(d.Key, seen));
            Assert.All(task.Dependencies, d => Assert.Contains(d.Key.Hex, text, StringComparison.Ordinal));
            seen.Add(task.Key);
        }
    }

    [Theory]
    [InlineData("roughness")]
    [InlineData("roughness(valley-radius=true)")]
    [InlineData("roughness(about-bottom=true)")]
    [InlineData("roughness(polish=true)")]
    [InlineData("roughness(valley-radius=true)\n  - cross")]
    public void A_comparison_waits_for_tasks_of_the_study_alone(string analysis)
    {
        var text = Text[..Text.IndexOf("  - roughness", StringComparison.Ordinal)];
        var plan = Plan($"{text}  - {analysis}");
        var keys = plan.Tasks.Select(t => t.Key).ToHashSet();
        var comparison = Assert.Single(plan.Tasks, t => t.Kind == "comparison");
        Assert.All(comparison.Dependencies, d => Assert.Contains(d.Key, keys));
        Assert.Contains(comparison.Dependencies, d => d.Kind == "roughness");
    }

    [Fact]
    public void Spelling_and_defaults_do_not_change_keys()
    {
        var other = Text.Replace("name: example", "name: other", StringComparison.Ordinal)
            .Replace("adam(rate=1e-2)", "adam( beta1=0.90, rate = 0.01 )", StringComparison.Ordinal)
            .Replace("seeds: 1..5", "seeds: [1, 2, 3..5]", StringComparison.Ordinal)
            .Replace("- surface", "- surface(count=101x101)", StringComparison.Ordinal);

        Assert.Equal(Plan(Text).Tasks.Select(t => t.Key), Plan(other).Tasks.Select(t => t.Key));
    }

    [Fact]
    public void A_change_moves_the_keys_of_what_depends_on_it_and_no_others()
    {
        var plan = Plan(Text);
        var radius = Plan(Text.Replace("- cross", "- cross(radius=0.1)", StringComparison.Ordinal));
        var rate = Plan(Text.Replace("1e-2", "2e-2", StringComparison.Ordinal));

        Assert.Equal(Keys(plan, "train"), Keys(radius, "train"));
        Assert.Equal(Keys(plan, "surface"), Keys(radius, "surface"));
        Assert.NotEqual(Keys(plan, "comparison"), Keys(radius, "comparison"));
        Assert.Empty(plan.Tasks.Select(t => t.Key).Intersect(rate.Tasks.Select(t => t.Key)));
    }

    [Fact]
    public void Shards_share_the_chains_out_and_keep_what_hangs_on_them()
    {
        var plan = Plan(Text);
        var shards = Enumerable.Range(1, 3).Select(i => plan.Of(new Shard(i, 3))).ToList();
        var chained = shards.SelectMany(s => s.Where(t => t.Chain is not null)).ToList();

        // The comparison and the eight lines between two runs hang on several chains.
        Assert.Equal(plan.Tasks.Count - 9, chained.Count);
        Assert.Equal(chained.Count, chained.Select(t => t.Key).Distinct().Count());
        Assert.All(shards, s => Assert.InRange(s.Count(t => t.Kind == "train"), 3, 4));
        foreach (var shard in shards)
        {
            var own = shard.Select(t => t.Key).ToHashSet();
            Assert.All(
                shard.Where(t => t.Chain is not null),
                t => Assert.All(t.Dependencies, d => Assert.Contains(d.Key, own))
            );
        }
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("a/b")]
    [InlineData("1/3/5")]
    public void A_text_that_is_no_shard_is_refused(string text)
    {
        var failure = Assert.Throws<InputException>(() => Shard.Parse(text));

        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        Assert.Equal("--shard", failure.Location?.Source);
    }

    [Fact]
    public void Directions_are_shared_between_formulations_and_differ_between_seeds()
    {
        var seeds = Plan(Text)
            .Tasks.Where(t => t.Kind == "roughness")
            .Select(t => (Run: t.Chain!.Value % 5, Seed: t.Inputs["directionSeed"]!.GetValue<ulong>()))
            .ToList();
        var bySeed = seeds.GroupBy(s => s.Run).ToList();

        Assert.All(bySeed, group => Assert.Single(group.Select(s => s.Seed).Distinct()));
        Assert.Equal(5, bySeed.Select(group => group.First().Seed).Distinct().Count());
        Assert.All(seeds, s => Assert.True(s.Seed < 1UL << 53));
    }
}
