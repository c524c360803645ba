using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Formulations;
using Thalweg.Studies;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The flags that name a loss, or an analytic objective, and the parameters to look at.</summary>
internal sealed class LossFlags
{
    private readonly Flag problem = Call("problem", null, "equation and domain", Problems.Catalogue);
    private readonly Flag dimension = new(
        new IntegerOption("dim", null, "dimension of the problem, short for poisson(dim=…)") { Maximum = 10 }
    );
    private readonly Flag network = Call("network", null, "network", Studies.Catalogues.Networks.Catalogue);
    private readonly Flag trial = Call("trial", "hard", "what stands for the solution", Trials.Catalogue);
    private readonly Flag formulation = Call(
        "formulation",
        null,
        "how the problem becomes a loss",
        Formulations.Catalogue
    );
    private readonly Flag quadrature = Call(
        "quadrature",
        null,
        "how integrals are approximated",
        Quadratures.Catalogue
    );
    private readonly Flag precision = Call(
        "precision",
        "double",
        "the numbers that losses and gradients are computed with",
        Precisions.Catalogue
    );
    private readonly Flag weights = new(
        new TextOption(
            "weights",
            null,
            "trained parameters: safetensors or a PyTorch state_dict",
            "a path of a weight file"
        )
    );
    private readonly Flag compatibility = new(
        new WordOption(
            "compat",
            null,
            "published: the Simpson sum of the published Ritz code, and its slices",
            ["published"]
        )
    );
    private readonly Flag objective = Call(
        "objective",
        null,
        "analytic objective in place of problem and network",
        Objectives.Catalogue
    );
    private readonly Flag at = new(new CoordinatesOption("at", null, "point of the analytic objective"));

    public IReadOnlyList<Flag> All =>
        [problem, dimension, network, trial, formulation, quadrature, precision, weights, compatibility, objective, at];

    public Flag Weights => weights;

    public Flag Formulation => formulation;

    /// <summary>The loss and the parameters that the flags name.</summary>
    /// <exception cref="InputException">Flags are missing, contradict each other, or do not fit together.</exception>
    public Subject Read(Invocation invocation)
    {
        if (invocation.IsGiven(objective))
        {
            return ReadAnalytic(invocation);
        }
        if (invocation.IsGiven(at))
        {
            throw new InputException("a point belongs to --objective; name parameters with --weights", at.Place);
        }
        var subject = ReadLoss(invocation);
        return subject with { Parameters = ReadWeights(invocation.Text(weights), subject.Layout) };
    }

    /// <summary>The same without parameters.</summary>
    public Subject ReadLoss(Invocation invocation)
    {
        var parts = new LossParts(
            ReadProblem(invocation),
            invocation.Call(network),
            invocation.Call(trial),
            invocation.Call(quadrature)
        )
        {
            Precision = invocation.Call(precision),
            IsPublished = IsPublished(invocation),
        };
        var calls = invocation.Calls(formulation);
        var objectives = calls.Select(call => new LabelledObjective(call.Brief, parts.Objective(call))).ToArray();
        if (objectives.Select(o => o.Label).Distinct(StringComparer.Ordinal).Count() < objectives.Length)
        {
            throw new InputException("the same formulation is given twice; keep one", formulation.Place);
        }
        var description = new Outcome
        {
            { "problem", parts.Problem.Canonical },
            { "network", parts.Network.Canonical },
            { "trial", parts.Trial.Canonical },
            { "formulation", calls.Count == 1 ? calls[0].Canonical : calls.Select(c => c.Canonical).ToArray() },
            { "quadrature", parts.Quadrature.Canonical },
            { "precision", parts.Precision.Canonical },
            { "compatibility", parts.IsPublished ? "published" : null },
        };
        if (invocation.IsGiven(weights))
        {
            description.Add("weights", invocation.Text(weights));
        }
        return new Subject(objectives, [], description, parts);
    }

    public static double[] ReadWeights(string path, ParameterLayout layout) => WeightFile.Read(path, layout);

    public bool IsAnalytic(Invocation invocation) => invocation.IsGiven(objective);

    public bool IsPublished(Invocation invocation) => invocation.TextOrNull(compatibility) == "published";

    private Subject ReadAnalytic(Invocation invocation)
    {
        foreach (var flag in new[] { problem, dimension, network, trial, formulation, quadrature, precision, weights })
        {
            if (invocation.IsGiven(flag))
            {
                throw new InputException("has no meaning with --objective; leave it out", flag.Place);
            }
        }
        var point = invocation.Value<double[]>(at);
        var call = invocation.Call(objective);
        var built = Objectives.Create(call, point.Length);
        var description = new Outcome { { "objective", call.Canonical }, { "at", point } };
        return new Subject([new LabelledObjective(call.Brief, built)], point, description, null);
    }

    private ResolvedCall ReadProblem(Invocation invocation)
    {
        var call = invocation.Call(problem);
        if (!invocation.IsGiven(dimension))
        {
            return call;
        }
        var given = invocation.Integer(dimension);
        if (call.Signature.Options.Any(o => o.Name == "dim"))
        {
            // Naming the dimension twice is fine as long as both say the same.
            var written = CallParser.Parse(invocation.Written(problem)[0], problem.Place);
            if (written.Arguments.All(a => a.Key != "dim"))
            {
                var arguments = written.Arguments.Append(new CallArgument("dim", $"{given}", dimension.Place));
                return Problems.Catalogue.Resolve(written with { Arguments = [.. arguments] });
            }
        }
        var own = Problems.Create(call).Dimension;
        return own == given
            ? call
            : throw new InputException(
                $"expected {own}, the dimension of {call.Brief}{(Problems.Create(call).Domain.TimeAxis is null ? "" : " with its time")}, found {given}",
                dimension.Place
            );
    }

    private static Flag Call(string name, string? standard, string description, Catalogue catalogue) =>
        new(new CallOption(name, standard, description, catalogue));
}

/// <summary>What a verb looks at.</summary>
/// <param name="Objectives">One, or several formulations of one problem.</param>
/// <param name="Parameters">θ, [P]; empty where the verb finds its own.</param>
/// <param name="Description">How it was asked for, in canonical texts, for the result.</param>
/// <param name="Parts">Null for an analytic objective.</param>
internal sealed record Subject(
    IReadOnlyList<LabelledObjective> Objectives,
    double[] Parameters,
    Outcome Description,
    LossParts? Parts
)
{
    public IObjective Objective => Objectives[0].Objective;

    public ParameterLayout Layout => DirectionRule.LayoutOf(Objective);

    /// <summary>Null for an analytic objective.</summary>
    public PdeObjective? Loss => Objective as PdeObjective;
}
