using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

/// <summary>The flags that name an equation and what stands for its solution; each can be taken from a file of parameters.</summary>
internal sealed class ModelFlags
{
    private readonly Flag problem = Call(
        "problem",
        null,
        "equation and domain; from-file, or without the flag, those that --weights was saved for",
        Problems.Catalogue
    );
    private readonly Flag dimension = new(
        new IntegerOption("dim", null, "dimension of the problem, short for poisson(dim=…)") { Maximum = 10 }
    );
    private readonly Flag network = Call(
        "network",
        null,
        "network; from-file, or without the flag, the one that --weights was saved for",
        Studies.Catalogues.Networks.Catalogue
    );
    private readonly Flag trial = Call(
        "trial",
        "hard",
        "what stands for the solution; from-file, or without the flag, what --weights was saved for",
        Trials.Catalogue
    );

    public Flag Network => network;

    /// <summary>Those that name the parts.</summary>
    public IReadOnlyList<Flag> Named => [problem, dimension, network, trial];

    public Flag Precision { get; } =
        Call("precision", "double", "the numbers that losses and gradients are computed with", Precisions.Catalogue);

    /// <summary>The parts that the flags name or, where they do not, those that the parameters were saved for.</summary>
    /// <exception cref="InputException">Neither says them, or the dimension contradicts the problem.</exception>
    public (ResolvedCall Problem, ResolvedCall Network, ResolvedCall Trial) Read(
        Invocation invocation,
        SavedWeights? saved
    ) =>
        (
            ReadProblem(invocation, saved),
            WeightFlags.Part(invocation, network, saved),
            WeightFlags.Part(invocation, trial, saved)
        );

    /// <summary>The problem alone.</summary>
    /// <exception cref="InputException">It is missing, or the dimension contradicts it.</exception>
    public ResolvedCall ReadProblem(Invocation invocation) => ReadProblem(invocation, null);

    private ResolvedCall ReadProblem(Invocation invocation, SavedWeights? saved)
    {
        var call = WeightFlags.Part(invocation, problem, saved);
        if (!invocation.IsGiven(dimension))
        {
            return call;
        }
        var given = invocation.Integer(dimension);
        if (
            invocation.Written(problem) is [not WeightFlags.FromFile]
            && call.Signature.Options.Any(o => o.Name == "dim")
        )
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
