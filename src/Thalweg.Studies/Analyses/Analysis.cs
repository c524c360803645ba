using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Thalweg.Formats.Arrays;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>One thing that is measured: how a study asks for it, which tasks that makes, and what refuses it.</summary>
public abstract class Analysis
{
    /// <summary>How a study names it; null for what every study has.</summary>
    public virtual Signature? Signature => null;

    /// <summary>Where its tasks stand among those of other analyses; tasks of one stage keep the order of the study.</summary>
    public abstract Stage Stage { get; }

    /// <summary>Why the rest of a study gives it nothing to work on.</summary>
    public virtual IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return [];
    }

    /// <summary>The option that a page tells entries of this analysis apart by, empty for none; null where it shows each with its options. Two entries that it
    /// would not tell apart are refused.</summary>
    public virtual string? ToldApartBy => null;

    /// <summary>The tasks that one entry of a study makes.</summary>
    /// <param name="call">The entry; null for what every study has.</param>
    public abstract IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call);
}

/// <summary>When the tasks of an analysis are computed.</summary>
public enum Stage
{
    Training,
    Profiles,
    Roughness,
    Spectra,
    Densities,
    Traces,
    CurvaturePaths,
    Stabilities,
    Lines,
    Slices,
    Surfaces,
    Topologies,
    Sweeps,
    Comparison,
}

/// <summary>An analysis with a computation of its own: a pure function from <typeparamref name="TInputs"/> to
/// <typeparamref name="TRecord"/>.</summary>
/// <remarks>The key of a task is serialised from its inputs, which are all that the computation is given: what is not in the key
/// cannot reach a result. Verbs and studies call the same computation.</remarks>
/// <typeparam name="TInputs">An immutable record; properties that only locate things are marked as ignored.</typeparam>
/// <typeparam name="TRecord">A record that <see cref="RecordJson"/> lists.</typeparam>
/// <param name="kind">The word in files and keys, for example <c>roughness</c>.</param>
/// <param name="algorithm">Version of the algorithm. Raise it with every change that moves a result, so that stored results of the
/// old algorithm are computed again instead of silently mixed with new ones; results that depend on them follow by key.</param>
public abstract class Analysis<TInputs, TRecord>(string kind, int algorithm) : Analysis
    where TInputs : class
    where TRecord : class
{
    public string Kind => kind;

    public int Algorithm => algorithm;

    /// <summary>Computes the record and the arrays that go with it.</summary>
    /// <param name="stamp">Kind, key and versions for the record, without warnings.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract Computed<TRecord> Compute(TInputs inputs, TaskContext context, Provenance stamp);

    /// <summary>The inputs in the form that keys are made from.</summary>
    public JsonObject Describe(TInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return (JsonObject)
            JsonSerializer.SerializeToNode(
                inputs,
                InputsJson.Default.GetTypeInfo(typeof(TInputs)) as JsonTypeInfo<TInputs>
                    ?? throw new ArgumentException($"{typeof(TInputs).Name} is not listed in {nameof(InputsJson)}")
            )!;
    }

    /// <summary>A task that computes the record.</summary>
    public StudyTask Task(TInputs inputs, string label)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(label);
        return new(
            kind,
            algorithm,
            Describe(inputs),
            (task, context) =>
            {
                var (record, arrays) = Compute(inputs, context, Stamp(task));
                return new TaskResult(RecordJson.Write(record), arrays);
            }
        )
        {
            Label = label,
        };
    }

    /// <summary>What a study would store for these inputs, without a store.</summary>
    public Computed<TRecord> Measure(TInputs inputs, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        return Compute(inputs, context, StampOf(inputs));
    }

    /// <summary>Kind, key and versions of a record of these inputs, without warnings.</summary>
    protected Provenance StampOf(TInputs inputs) => Stamp(Task(inputs, kind));

    private Provenance Stamp(StudyTask task) => new(kind, task.Key.Hex, TaskIdentity.Format, algorithm, []);
}

/// <summary>What a computation gives.</summary>
/// <param name="Arrays">In the order in which they are written; may be empty.</param>
public sealed record Computed<TRecord>(TRecord Record, IReadOnlyList<KeyValuePair<string, NpyArray>> Arrays);
