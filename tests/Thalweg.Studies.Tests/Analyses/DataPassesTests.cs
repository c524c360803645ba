using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>Losses of data have no finite minimiser: passes are sought with a ridge that records name, and without one nothing is verified.</summary>
public sealed class DataPassesTests
{
    private static readonly SourceLocation Here = new("test", 1, 1);

    private const string Reason = "no finite minimiser";

    private static readonly DataSource Source = new(
        Studies.Catalogues.Networks.Catalogue.Resolve(
            "sequential(layers=avgpool(size=14); linear(units=1); tanh; linear(units=3))",
            Here
        ),
        DataSets.Named("digits(images=3)", Here)
    );

    [Fact]
    public void A_ridge_is_usual_and_named()
    {
        var record = Take("barriers(bands=1, images=5, steps=20)");
        Assert.Equal(1e-4, record.Ridge);
        Assert.Equal(0.5, Take("barriers(ridge=0.5, bands=1, images=5, steps=20)").Ridge);
        Assert.Contains(Take("barriers(ridge=0.5, bands=1, images=5, steps=20)").Points, p => p.Verified);
    }

    [Fact]
    public void Without_a_ridge_nothing_is_verified_and_the_reason_is_told()
    {
        var record = Take("barriers(ridge=0, bands=1, images=5, steps=20)");
        Assert.Null(record.Ridge);
        Assert.All(record.Points, p => Assert.False(p.Verified));
        Assert.All(record.Passes, p => Assert.False(p.Verified));
        Assert.All(
            record.Heights,
            h => Assert.Equal((false, Reason, false, Reason), (h.Verified, h.Why, h.VerifiedAsGiven, h.WhyAsGiven))
        );
        Assert.All(record.Tree.Concat(record.TreeAsGiven), j => Assert.Equal((false, Reason), (j.Verified, j.Why)));
        Assert.Equal((0, false), (record.Roughness.Minima, record.Roughness.Verified));
    }

    /// <summary>The top of a path leads to a point of the loss with the usual ridge, where a loss has one.</summary>
    [Fact]
    public void The_top_of_a_path_is_refined_with_the_usual_ridge()
    {
        var minimum = Take("barriers(ridge=0.01, bands=1, images=5, steps=20)").Points[0];
        Assert.Equal((0, true), (minimum.Index, minimum.Verified));
        var copy = Source.Create().Symmetry.Generators[0].Apply([.. minimum.Point]);
        var inputs = new PathInputs(
            new GivenCentre([.. minimum.Point], "a minimum"),
            new GivenCentre(copy, "its copy"),
            [Source],
            PathMethods.Catalogue.Resolve("chain(terms=1, points=5, steps=2)", Here),
            null,
            true
        );
        var record = PathAnalysis
            .Instance.Measure(inputs, new TaskContext(new ObjectivePool(), WorkerTeam.Sequential))
            .Record;
        Assert.NotNull(record.Saddle);
        Assert.Equal(1e-4, record.Saddle.Ridge);
    }

    private static BarriersRecord Take(string call) =>
        BarriersAnalysis
            .Instance.Measure(
                BarriersAnalysis.Inputs(
                    [Start(1), Start(2)],
                    Source,
                    BarriersAnalysis.Instance.Signature.Resolve(CallParser.Parse(call, Here)),
                    1
                ),
                new TaskContext(new ObjectivePool(), WorkerTeam.Sequential)
            )
            .Record;

    private static GivenCentre Start(ulong seed) => new(Source.Start(null, seed), "a start");
}
