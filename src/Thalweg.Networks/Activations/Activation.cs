namespace Thalweg.Networks.Activations;

/// <summary>An elementwise function σ between linear layers, with derivatives to third order.</summary>
/// <remarks>Known instances are in <see cref="Known"/>; adding one is a function struct and a line there.</remarks>
public sealed partial class Activation
{
    private Activation(string name, int smoothness, string formula, FunctionType function)
    {
        Name = name;
        Smoothness = smoothness;
        Formula = formula;
        Function = function;
    }

    /// <summary>The word used in files and flags.</summary>
    public string Name { get; }

    /// <summary>The formula, for listings.</summary>
    public string Formula { get; }

    /// <summary>How often σ is differentiable with a bounded derivative; a formulation that needs more derivatives of u in x
    /// than this is refused, because the missing ones would be silent zeros.</summary>
    public int Smoothness { get; }

    /// <summary>Whether σ(−z) = −σ(z), so that a unit may change the sign of all that goes in and out.</summary>
    public bool IsOdd => this == Tanh || this == Sin;

    internal FunctionType Function { get; }

    public override string ToString() => Name;
}
