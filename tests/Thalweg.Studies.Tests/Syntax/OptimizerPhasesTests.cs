using System.Text.RegularExpressions;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Syntax;

public sealed class OptimizerPhasesTests
{
    private const string Adam = "adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8";

    private static readonly SourceLocation Place = new("--optimizer", 0, 1);

    private static OptimizerPhases Phases(string text, long? steps) =>
        OptimizerPhases.Of(CallSequence.Resolve(Optimizers.Catalogue, text, Place), steps);

    private static string StudyText(string train) =>
        $$"""
            name: phases
            problem: poisson
            network: resnet(width=4, blocks=1)
            quadrature: simpson:20
            formulations: ritz
            train:
              {{train}}
            """;

    [Fact]
    public void A_raised_algorithm_names_the_tasks_of_its_optimizer_alone()
    {
        Assert.Null(Phases("adam(steps=5); lbfgs(steps=5); lm", 100).Algorithms);
        var raised = Phases("adam(steps=5); natural-gradient(steps=5); natural-gradient(damping=0.1)", 100).Algorithms;
        Assert.Equal([KeyValuePair.Create("natural-gradient", 2)], raised!);
        Assert.Equal("""{"natural-gradient":2}""", InKey("natural-gradient"));
        Assert.Null(InKey("lm"));

        static string? InKey(string optimizer)
        {
            var text = StudyText($"{{ steps: 10, optimizer: {optimizer} }}");
            var study = StudyReader.Read(text.Replace("ritz", "galerkin", StringComparison.Ordinal), "a.yaml");
            return StudyPlan.Expand(study).Tasks[0].Inputs["algorithms"]?.ToJsonString();
        }
    }

    [Theory]
    [InlineData("adam", 100L, Adam + ")", new[] { 100L })]
    [InlineData("adam(steps=100)", null, Adam + ")", new[] { 100L })]
    [InlineData("adam(steps=100)", 100L, Adam + ")", new[] { 100L })]
    [InlineData(
        "adam(steps=100); sgd",
        150L,
        Adam + ", steps=100); sgd(rate=0.01, momentum=0, nesterov=false)",
        new[] { 100L, 50L }
    )]
    [InlineData(
        " adam( steps = 100 ) ;sgd(steps=50)",
        null,
        Adam + ", steps=100); sgd(rate=0.01, momentum=0, nesterov=false)",
        new[] { 100L, 50L }
    )]
    [InlineData(
        "sgd(steps=5); adam(steps=7); sgd",
        20L,
        "sgd(rate=0.01, momentum=0, nesterov=false, steps=5); "
            + Adam
            + ", steps=7); sgd(rate=0.01, momentum=0, nesterov=false)",
        new[] { 5L, 7L, 8L }
    )]
    public void Phases_have_one_canonical_text_and_share_the_steps(
        string text,
        long? steps,
        string canonical,
        long[] expected
    )
    {
        var phases = Phases(text, steps);
        Assert.Equal(canonical, phases.Canonical);
        Assert.Equal(expected, phases.Create().Select(p => p.Steps));
        Assert.Equal(expected.Sum(), phases.Steps);
        Assert.Equal(canonical, Phases(canonical, phases.Steps).Canonical);
    }

    [Theory]
    [InlineData("adam; sgd", 100L, "'adam' is followed by another optimizer and needs its number of steps")]
    [InlineData("adam(steps=100); sgd(steps=50)", 100L, "the optimizers take 150 steps and the run has 100")]
    [InlineData("adam(steps=100); sgd", 100L, "the optimizers before 'sgd' take 100 steps and the run has 100")]
    [InlineData("adam(steps=0)", 100L, "steps: expected a whole number from 1")]
    [InlineData("adam(steps=5);", 100L, "expected an optimizer on either side of each ';'")]
    [InlineData(";adam", 100L, "expected an optimizer on either side of each ';'")]
    [InlineData("adam(steps=5); lion", 100L, "unknown optimizer 'lion'")]
    [InlineData("adam(steps=5;sgd", 100L, "')'")]
    public void Phases_that_make_no_sense_are_refused(string text, long? steps, string message)
    {
        var exception = Assert.Throws<InputException>(() => Phases(text, steps));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_takes_the_steps_from_the_phases_or_from_its_own_key()
    {
        var text = StudyText("optimizer: adam(steps=30); sgd(steps=20)");
        var study = StudyReader.Read(text, "study.yaml");
        Assert.Equal(50, study.Variants[0].Train.Steps);
        Assert.Equal([0, 50], study.Variants[0].Train.Checkpoints);
        var same = StudyReader.Read(StudyText("optimizer: adam( steps=30 ); sgd\n  steps: 50"), "study.yaml");
        Assert.Equal(Keys(study), Keys(same));
        var other = StudyReader.Read(StudyText("optimizer: adam(steps=31); sgd\n  steps: 50"), "study.yaml");
        Assert.NotEqual(Keys(study), Keys(other));
        Assert.Equal(
            Keys(StudyReader.Read(StudyText("steps: 50"), "study.yaml")),
            Keys(StudyReader.Read(StudyText("optimizer: adam(steps=50)"), "study.yaml"))
        );

        static IEnumerable<string> Keys(Study study) => StudyPlan.Expand(study).Tasks.Select(t => t.Key.Hex);
    }

    [Theory]
    [InlineData("optimizer: adam", "'train' needs 'steps'", 7)]
    [InlineData("optimizer: adam(steps=9); sgd", "'train' needs 'steps'", 7)]
    [InlineData(
        "optimizer: adam(steps=9); sgd(steps=1)\n  steps: 9",
        "the optimizers take 10 steps and the run has 9",
        7
    )]
    [InlineData("keep: heldOut\n  steps: 9", "keep: heldOut needs points that are not trained on", 7)]
    [InlineData("keep: heldout\n  steps: 9", "did you mean 'heldOut'?", 7)]
    [InlineData("heldOut: spherical:4x4x4\n  steps: 9", "'spherical:4x4x4' is for the unit ball", 7)]
    [InlineData("heldOut: points:a.csv\n  steps: 9", "takes a rule, not a file of points", 7)]
    [InlineData("sampler: rad(evry=3)\n  steps: 9", "did you mean 'every'?", 7)]
    [InlineData("stop: early(metric=heldOut)\n  steps: 9", "metric=heldOut needs points that are not trained on", 7)]
    [InlineData("optimizer: adam(steps=9); sdg\n  steps: 20", "unknown optimizer 'sdg'; did you mean 'sgd'?", 7)]
    public void A_study_says_where_its_training_is_wrong(string train, string message, int line)
    {
        var exception = Assert.Throws<InputException>(() => StudyReader.Read(StudyText(train), "study.yaml"));
        Assert.Contains(exception.All, e => e.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(line, exception.All[0].Location?.Line);
    }

    [Fact]
    public void The_schema_lets_phases_pass_and_asks_for_no_steps()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(StudySchema.Text());
        var train = schema.RootElement.GetProperty("properties").GetProperty("train");
        var pattern = train
            .GetProperty("properties")
            .GetProperty("optimizer")
            .GetProperty("else")
            .GetProperty("pattern")
            .GetString()!;
        Assert.Matches(new Regex(pattern), "adam(steps=5); sgd");
        Assert.Matches(new Regex(pattern), "adam; sgd");
        Assert.DoesNotMatch(new Regex(pattern), "lion; sgd");
        Assert.Empty(train.GetProperty("required").EnumerateArray());
    }
}
