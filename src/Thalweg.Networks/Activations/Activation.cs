namespace Thalweg.Networks.Activations;

/// <summary>An elementwise function σ between linear layers, with derivatives to sixth order.</summary>
/// <remarks>Known instances are in <see cref="Known"/>; adding one is a function struct and a line there.</remarks>
public sealed partial class Activation
{
    private Activation(string name, int smoothness, string formula, ActivationSymmetry symmetry, FunctionType function)
    {
        Name = name;
        Smoothness = smoothness;
        Formula = formula;
        Symmetry = symmetry;
        Function = function;
    }

    private Activation(string name, ActivationFormula composition)
    {
        (Name, Formula, Composition, Smoothness) = (name, name, composition, composition.Smoothness);
        (Symmetry, Function) = (ActivationSymmetry.None, null!);
    }

    /// <summary>A function made of others; only networks of problems take it.</summary>
    /// <param name="name">The word used in files and flags.</param>
    public static Activation Of(string name, ActivationFormula formula)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(formula);
        return new(name, formula);
    }

    /// <summary>The word used in files and flags.</summary>
    public string Name { get; }

    /// <summary>The formula, for listings.</summary>
    public string Formula { get; }

    /// <summary>How often σ is differentiable with a bounded derivative; a formulation that needs more derivatives of u in x
    /// than this is refused, because the missing ones would be silent zeros.</summary>
    public int Smoothness { get; }

    /// <summary>What a unit may do to its input so that the next layer can undo it; declared where σ is written.</summary>
    public ActivationSymmetry Symmetry { get; }

    /// <summary>What it is made of, or null.</summary>
    public ActivationFormula? Composition { get; }

    /// <summary>Its kernels' function; null of what is made of others.</summary>
    internal FunctionType Function { get; }

    public override string ToString() => Name;
}
