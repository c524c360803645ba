using Thalweg.Networks.Activations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The activations of networks, as the library knows them.</summary>
public static class Activations
{
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
            ]
        );

    internal static Option Option { get; } =
        new CallOption("activation", "swish", "function after each hidden layer", Catalogue);

    public static Activation Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Activation.Known.First(known => known.Name == call.Name);
    }

    private static string Describe(Activation activation) =>
        activation.Smoothness switch
        {
            int.MaxValue => $"{activation.Formula}, smooth",
            1 => $"{activation.Formula}, bounded derivatives of order 1 only: not for galerkin",
            var order => $"{activation.Formula}, bounded derivatives to order {order}",
        };
}
