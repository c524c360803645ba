using Thalweg.Results.Store;
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
    /// <param name="folder">Where files that the study names are looked for, unless it is the study file of a result folder, which
    /// keeps copies of them.</param>
    /// <param name="programs">As for a file.</param>
    /// <exception cref="InputException">Everything that is wrong with it, with places.</exception>
    public static Study Read(string text, string source, string folder = "", ExternalPrograms? programs = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            return Parse(text, source, folder, programs ?? new ExternalPrograms());
        }
        catch (InputException fault)
        {
            var lines = text.Split('\n');
            throw new InputException([.. fault.All.Select(f => HiddenCharacters.Explained(f, lines))]);
        }
    }

    /// <summary>Text of a study from a stream, checked for size and encoding.</summary>
    /// <param name="source">Its name in messages.</param>
    /// <exception cref="InputException">Too large, or not text.</exception>
    public static string ReadText(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        return YamlReader.ReadText(stream, source);
    }

    private static Study Parse(string text, string source, string folder, ExternalPrograms programs)
    {
        var faults = new List<InputException>();
        var tree = YamlReader.Read(text, source);
        var top = new StudySection(tree, "a study", StudyKeys.Top, faults);
        var name = top.Identifier("name");
        var seeds = top.Seeds("seeds");
        var seed = top.Whole("seed");
        List<ResolvedCall> analyses = [.. top.Calls("analyses").Select(c => c.Call)];
        if (top.Has("baseline") && top.Call("baseline") is { } asked)
        {
            // Asked for twice it is computed once.
            var baseline = AnalysisCatalogue.Catalogue.Resolve("baseline", asked.Location);
            analyses = [.. analyses.Where(call => call.Signature != baseline.Signature), baseline];
        }
        var kept = StudyFiles.KeptFor(source, text, out var isSame);
        var inputs = new InputFiles(folder, kept, isSame);
        var variants = new VariantReader((YamlMapping)tree, top, inputs, programs, faults).Read();
        var study = new Study
        {
            Path = source,
            Text = text,
            Inputs = inputs.Found,
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
            faults.AddRange(NotToldApart(analyses));
        }
        return faults.Count == 0 ? study : throw new InputException(InOrder(faults));
    }

    /// <summary>Entries whose results the page would take for those of an earlier one with other options.</summary>
    private static IEnumerable<InputException> NotToldApart(List<ResolvedCall> analyses) =>
        analyses
            .Select(call => (Call: call, By: AnalysisCatalogue.Of(call).ToldApartBy))
            .Where(entry => entry.By is not null)
            .GroupBy(
                entry => (entry.Call.Signature, entry.By!.Length == 0 ? "" : entry.Call.Word(entry.By)),
                entry => entry.Call
            )
            .SelectMany(group => group.Skip(1))
            .Select(call => new InputException(
                $"'{call.Signature.Name}' stands in this study already, with other options, and a page shows one of them; keep one, or make a second study",
                call.Location
            ));

    /// <summary>A fault that several variants share is told once.</summary>
    private static IReadOnlyList<InputException> InOrder(List<InputException> faults) =>
        [
            .. faults
                .DistinctBy(f => (f.Location, f.Message))
                .OrderBy(f => f.Location?.Line)
                .ThenBy(f => f.Location?.Column),
        ];
}
