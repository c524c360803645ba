using Thalweg.Networks.Activations;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulas;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The activations of networks, as the library knows them.</summary>
public static class Activations
{
    private const string Formula = "formula";

    private static readonly Dictionary<string, string[]> OtherNames = new(StringComparer.Ordinal)
    {
        ["swish"] = ["silu"],
        ["sin"] = ["sine", "siren"],
        ["sigmoid"] = ["logistic"],
        ["relu2"] = ["squared-relu"],
        ["relu3"] = ["cubed-relu"],
    };

    public static Catalogue Catalogue { get; } =
        new(
            "activation",
            "activations",
            "Elementwise functions between the layers of a network",
            [
                .. Activation.Known.Select(known => new Signature(known.Name, Describe(known), [])
                {
                    AlsoKnownAs = OtherNames.GetValueOrDefault(known.Name, []),
                }),
                new Signature(
                    Formula,
                    "your own, of what the unit takes in, x1: \"formula:x1*tanh(x1)\"; exact derivatives, slower than the others",
                    [
                        new FormulaOption(
                            "of",
                            null,
                            "formula of x1",
                            word => $"unknown word '{word}'; a formula has x1, {string.Join(", ", FormulaParser.Words)}"
                        ),
                    ]
                )
                {
                    Positional = "of",
                },
            ]
        );

    internal static Option Option { get; } =
        new CallOption("activation", "swish", "function after each hidden layer", Catalogue);

    public static Activation Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Name == Formula
            ? Activation.Of(call.Canonical, Made(call))
            : Activation.Known.First(known => known.Name == call.Name);
    }

    private static ActivationFormula Made(ResolvedCall call)
    {
        try
        {
            return ActivationFormulas.Of(FormulaParser.Parse(call.Word("of")));
        }
        catch (ArgumentException fault)
        {
            throw new InputException(InputException.WithoutParameter(fault), call.Location, fault);
        }
    }

    private static string Describe(Activation activation) =>
        activation.Smoothness switch
        {
            int.MaxValue => $"{activation.Formula}, smooth",
            1 => $"{activation.Formula}, bounded derivatives of order 1 only: not for galerkin",
            var order => $"{activation.Formula}, bounded derivatives to order {order}",
        };
}
