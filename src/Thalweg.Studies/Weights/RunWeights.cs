using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Weights;

/// <summary>The parameters at the end of a run that a result folder holds, with what they are of.</summary>
/// <param name="Parameters">θ, [P].</param>
/// <param name="Layout">Names and shapes of the tensors; null where another program computes the loss, which alone knows them.</param>
/// <param name="Metadata">Of the files that hold them: what <see cref="WeightDeclaration.ToMetadata"/> says, and <c>study</c>,
/// <c>variant</c> (its label) and <c>seed</c>.</param>
public sealed record RunWeights(
    double[] Parameters,
    ParameterLayout? Layout,
    IReadOnlyDictionary<string, string> Metadata
)
{
    /// <summary>Reads the run of a variant and a seed.</summary>
    /// <param name="variant">Its label, or the label as a part of file names.</param>
    /// <param name="place">Of what named the run.</param>
    /// <exception cref="InputException">The folder is none of a study, has no such run, or does not hold it whole; or the run is of a
    /// network that this version does not know.</exception>
    public static RunWeights Read(string folder, string variant, ulong seed, SourceLocation place)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(variant);
        var name = string.Create(CultureInfo.InvariantCulture, $"{variant}/{seed}");
        var run = StudyRun.Read(folder, name, place);
        var metadata = new Dictionary<string, string>(run.Declaration.ToMetadata(), StringComparer.Ordinal)
        {
            ["study"] = run.Study!,
            ["variant"] = run.Variant!,
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        return new RunWeights(run.Parameters, LayoutOf(run, place), metadata);
    }

    /// <summary>One array for each tensor, in the order of θ; <c>parameters</c> [P] alone where no tensors are known.</summary>
    public IReadOnlyList<KeyValuePair<string, NpyArray>> Arrays =>
        Layout is null
            ? [new("parameters", new NpyArray([Parameters.Length], Parameters))]
            :
            [
                .. Layout.Tensors.Select(t =>
                    KeyValuePair.Create(t.Name, new NpyArray([.. t.Shape], Parameters[t.Offset..(t.Offset + t.Count)]))
                ),
            ];

    private static ParameterLayout? LayoutOf(StudyRun run, SourceLocation place)
    {
        var (problem, network) = (run.Declaration.Resolve("problem", place), run.Declaration.Resolve("network", place));
        if (problem is not null && network is not null && run.Declaration.Resolve("trial", place) is { } trial)
        {
            var equation = Problems.Create(problem);
            var outputs = run.Declaration.Resolve("formulation", place) is { } formulation
                ? Formulations.OutputsFor(formulation, equation)
                : equation.Outputs;
            return Catalogues.Networks.Create(network, equation, Trials.Create(trial, equation), outputs).Layout;
        }
        return run.Declaration.Objective is null ? null : ParameterLayout.Point(run.Parameters.Length);
    }
}
