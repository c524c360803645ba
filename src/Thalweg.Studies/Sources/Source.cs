using System.Text.Json.Serialization;
using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A declared loss: all that verbs and studies know about where an objective comes from.</summary>
/// <remarks>
/// <para>An immutable record of canonical calls. What it serialises to enters the key of every task that computes with it; what
/// only says where to find a thing (the path of a file whose content is hashed) is left out there.</para>
/// <para>What a kind of loss has beside values is a capability, asked for by <see cref="As{T}"/>: <see cref="IStarts"/>,
/// <see cref="IRefinedErrors"/>, <see cref="IFields"/>, <see cref="IFailureWarnings"/>, <see cref="IPlans"/>,
/// <see cref="IPoints"/>, <see cref="IKnownMinimum"/>, <see cref="ICopies"/>, <see cref="IFunctions"/>, <see cref="IClasses"/>.</para>
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "source")]
[JsonDerivedType(typeof(PdeSource), "pde")]
[JsonDerivedType(typeof(DataSource), "data")]
[JsonDerivedType(typeof(AnalyticSource), "analytic")]
[JsonDerivedType(typeof(ExternalSource), "process")]
[JsonDerivedType(typeof(WeighedSource), "weighed")]
public abstract record Source
{
    /// <summary>Short name of the loss, a function of what the source declares: <c>galerkin</c>, <c>muller-brown</c>.</summary>
    [JsonIgnore]
    public abstract string Label { get; }

    /// <summary>What the source declares, key by key in the words of a study file, for labels and descriptions.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<SourcePart> Parts { get; }

    /// <summary>Structure of θ.</summary>
    [JsonIgnore]
    public abstract ParameterLayout Layout { get; }

    /// <summary>Why the parts cannot make a loss, each with its place and what to do; empty where they can.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<InputException> Refusals => [];

    /// <summary>A sentence for people on what the keys of results do not cover; null where they cover all.</summary>
    [JsonIgnore]
    public virtual string? Note => null;

    /// <summary>Whether the loss is Σ r² + const; null where only the objective knows.</summary>
    [JsonIgnore]
    public virtual bool? IsSumOfSquares => null;

    /// <summary>Whether the loss is known to be computed in double precision.</summary>
    [JsonIgnore]
    public virtual bool IsInDouble => true;

    /// <summary>The same loss computed in double precision; this source where it is or nothing is known of that.</summary>
    [JsonIgnore]
    public virtual Source InDouble => this;

    /// <summary>Makes the objective; it has scratch memory of its own and serves one caller at a time.</summary>
    /// <exception cref="InputException">The parts do not fit together, or a file is bad.</exception>
    public abstract IObjective Create();

    /// <summary>How large the loss is, estimated without making it.</summary>
    /// <param name="threads">That compute it.</param>
    /// <exception cref="InputException">A part is wrong in itself.</exception>
    public virtual SourceSize SizeFor(int threads) => new(Layout.Count, 1, Layout.Count, []);

    /// <summary>A capability of this source, or null where it has none of the kind.</summary>
    public virtual T? As<T>()
        where T : class => this as T;

    /// <summary>What θ means beside its layout, the same text for the same meaning: of a network the function x ↦ u(x; θ), by the network,
    /// the trial function and what that takes from the problem.</summary>
    [JsonIgnore]
    public abstract string Meaning { get; }

    /// <summary>True where parameters of one are parameters of the other: tensors of the same names, roles and shapes that mean the
    /// same. Weights trained with tanh say nothing of a network with sin.</summary>
    public bool SharesParameters(Source other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Meaning == other.Meaning && Layout.Tensors.SequenceEqual(other.Layout.Tensors);
    }
}

/// <summary>One key of a source with its value.</summary>
/// <param name="Key">The key in a study file.</param>
/// <param name="Value">The checked call.</param>
public sealed record SourcePart(string Key, ResolvedCall Value);
