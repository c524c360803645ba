using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>What holds of every objective, bare or wrapped: each capability that it offers is that of its own values.</summary>
internal static class Conformance
{
    /// <summary>Every capability, also of a draw and of an objective on other points.</summary>
    /// <param name="wrapping">One of <see cref="Wrappings.Names"/>.</param>
    public static void Check(ConformanceCase subject, string wrapping)
    {
        using var team = new WorkerTeam(3);
        var bare = subject.Create();
        var wrapped = Wrappings.Around(wrapping, subject.Create());
        Assert.Equal(Capabilities(bare), Capabilities(wrapped));
        Check(wrapped, subject, team);
        if (wrapped.As<IDrawable>() is { } drawable)
        {
            CheckDraws(drawable, subject, team);
        }
        if (wrapped.As<IAdaptive>() is { } adaptive)
        {
            CheckPoints(wrapped, adaptive, subject, team);
        }
    }

    /// <summary>The capabilities on the points that the objective has.</summary>
    public static void Check(IObjective objective, ConformanceCase subject, WorkerTeam team)
    {
        var values = new ValueChecks(objective, subject, team);
        values.Batches();
        values.Gradient();
        values.Gradients();
        values.TermGradients();
        values.Hessian();
        values.Summands();
        var parts = new HessianPartChecks(objective, subject, team);
        parts.Terms();
        parts.Split();
        if (objective.As<ILayered>() is { } layered)
        {
            Assert.Equal(objective.ParameterCount, layered.Layout.Count);
        }
        var matrices = new MatrixChecks(objective, subject, team);
        matrices.Residuals();
        matrices.Variation();
    }

    /// <summary>Names of the capabilities that an objective offers.</summary>
    public static IReadOnlyList<string> Capabilities(IObjective objective)
    {
        (string Name, object? Capability)[] all =
        [
            (nameof(ILayered), objective.As<ILayered>()),
            (nameof(ITermGradients), objective.As<ITermGradients>()),
            (nameof(ILinearizable), objective.As<ILinearizable>()),
            (nameof(ITermHessians), objective.As<ITermHessians>()),
            (nameof(IGaussNewton), objective.As<IGaussNewton>()),
            (nameof(IResiduals), objective.As<IResiduals>()),
            (nameof(ISecondVariation), objective.As<ISecondVariation>()),
            (nameof(ISummands), objective.As<ISummands>()),
            (nameof(IDrawable), objective.As<IDrawable>()),
            (nameof(IAdaptive), objective.As<IAdaptive>()),
        ];
        return [.. all.Where(one => one.Capability is not null).Select(one => one.Name)];
    }

    private static void CheckDraws(IDrawable drawable, ConformanceCase subject, WorkerTeam team)
    {
        var first = Gradient(drawable.At(1), subject);
        var second = Gradient(drawable.At(2), subject);
        Assert.NotEqual(first, second);
        Differences.Same("the same draw", first, Gradient(drawable.At(1), subject));
        Check(drawable.At(1), subject, team);
    }

    private static void CheckPoints(IObjective objective, IAdaptive adaptive, ConformanceCase subject, WorkerTeam team)
    {
        var next = adaptive.Adapt(subject.Point, 1, team);
        var expected = Gradient(next, subject);
        Assert.NotEqual(Gradient(objective, subject), expected);
        Differences.Same(
            "the same round",
            expected,
            Gradient(adaptive.Adapt(subject.Point, 1, WorkerTeam.Sequential), subject)
        );
        var restored = adaptive.Restore(next.As<IAdaptive>()!.SavePoints());
        Differences.Same("restored points", expected, Gradient(restored, subject));
        Assert.Equal(Capabilities(objective), Capabilities(next));
        Assert.Equal(Capabilities(objective), Capabilities(restored));
        Check(next, subject, team);
    }

    private static double[] Gradient(IObjective objective, ConformanceCase subject)
    {
        var gradient = new double[objective.ParameterCount];
        objective.Gradient(subject.Point, gradient, default, WorkerTeam.Sequential);
        return gradient;
    }
}
