using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The flags that say of what second derivatives are taken.</summary>
internal sealed class HessianFlags
{
    private readonly Flag term = new(
        new TextOption("term", null, "one term of the loss alone", "the name of a term"),
        "name"
    );
    private readonly Flag layer = new(
        new TextOption(
            "layer",
            null,
            "these parameters alone: a layer, a tensor, weights, biases; may be given several times",
            "a layer, a tensor, weights or biases"
        ),
        "name"
    );
    private readonly Flag part = new(
        new WordOption(
            "operator",
            "hessian",
            "the Hessian, its Gauss-Newton part, what that leaves; of an energy its part by derivatives of u alone, and what that leaves",
            ["hessian", "gauss-newton", "remainder", "principal", "beyond-principal"]
        )
    );

    public IReadOnlyList<Flag> All => [term, layer, part];

    /// <summary>What is asked for.</summary>
    /// <exception cref="InputException">The loss does not have it.</exception>
    public HessianChoice Choice(Invocation invocation, IObjective objective)
    {
        var choice = new HessianChoice(
            invocation.Text(part) switch
            {
                "gauss-newton" => HessianPart.GaussNewton,
                "remainder" => HessianPart.Remainder,
                "principal" => HessianPart.Principal,
                "beyond-principal" => HessianPart.BeyondPrincipal,
                _ => HessianPart.Whole,
            },
            invocation.TextOrNull(term)
        );
        try
        {
            // Differences stand in for the whole Hessian of the whole loss.
            return choice == new HessianChoice() || choice.Refusal(objective) is not { } refusal
                ? choice
                : throw new InputException(refusal, (choice.Term is null ? part : term).Place);
        }
        catch (ArgumentException fault)
        {
            throw new InputException(InputException.WithoutParameter(fault), term.Place, fault);
        }
    }

    /// <summary>The parameters that are asked for; null for all.</summary>
    /// <exception cref="InputException">There are none of that name.</exception>
    public ParameterSubset? Subset(Invocation invocation, Source source)
    {
        if (!invocation.IsGiven(layer))
        {
            return null;
        }
        try
        {
            return new ParameterSubset(source.Layout, [.. invocation.Written(layer)]);
        }
        catch (ArgumentException fault)
        {
            throw new InputException(InputException.WithoutParameter(fault), layer.Place, fault);
        }
    }

    /// <summary>For the result.</summary>
    public Outcome Describe(Invocation invocation, int rows, bool isExact) =>
        new()
        {
            { "operator", invocation.Text(part) },
            { "term", invocation.TextOrNull(term) },
            { "layers", invocation.IsGiven(layer) ? invocation.Written(layer) : null },
            { "rows", rows },
            { "exactProducts", isExact },
        };
}
