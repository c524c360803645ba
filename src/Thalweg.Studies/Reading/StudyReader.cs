using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>Reads study files.</summary>
public static class StudyReader
{
    /// <summary>Reads and checks a study file.</summary>
    /// <param name="programs">Owns the processes of losses that other programs compute; where it is null they end with this one.</param>
    /// <exception cref="InputException">Everything that is wrong with it, with places.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <remarks>Files that the study names are looked for beside it. A study that names a command runs it.</remarks>
    public static Study ReadFile(string path, ExternalPrograms? programs = null) =>
        Read(YamlReader.ReadFile(path), path, Path.GetDirectoryName(path) ?? "", programs);

    /// <summary>Reads and checks the text of a study file.</summary>
    /// <param name="source">Path of the file, for messages.</param>
    /// <param name="folder">Where files that the study names are looked for.</param>
    /// <param name="programs">As for a file.</param>
    /// <exception cref="InputException">Everything that is wrong with it, with places.</exception>
    public static Study Read(string text, string source, string folder = "", ExternalPrograms? programs = null)
    {
        var faults = new List<InputException>();
        var tree = YamlReader.Read(text, source);
        var top = new StudySection(tree, "a study", StudyKeys.Top, faults);
        var name = top.Identifier("name");
        var seeds = top.Seeds("seeds");
        var seed = top.Whole("seed");
        var analyses = top.Calls("analyses");
        var variants = new VariantReader(
            (YamlMapping)tree,
            top,
            folder,
            programs ?? new ExternalPrograms(),
            faults
        ).Read();
        var study = new Study
        {
            Path = source,
            Name = name,
            Variants = variants,
            Seeds = seeds,
            Seed = (ulong)(seed ?? 0),
            Analyses = analyses,
            Facts = StudyFacts.Of((YamlMapping)tree, variants),
        };
        if (faults.Count == 0)
        {
            faults.AddRange(analyses.SelectMany(call => AnalysisCatalogue.Of(call).Refusals(study, call)));
        }
        return faults.Count == 0 ? study : throw new InputException(InOrder(faults));
    }

    /// <summary>A fault that several variants share is told once.</summary>
    private static IReadOnlyList<InputException> InOrder(List<InputException> faults) =>
        [
            .. faults
                .DistinctBy(f => (f.Location, f.Message))
                .OrderBy(f => f.Location?.Line)
                .ThenBy(f => f.Location?.Column),
        ];
}
