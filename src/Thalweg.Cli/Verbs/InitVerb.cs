using System.Text;
using Thalweg.Formats.Files;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg init</c>: writes a commented study.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Operand target = new("file", "where to write it [default: study.yaml]", false);
    private readonly Switch force = new("force", "replace a file that is there");

    public override string Name => "init";

    public override string Description => "Writes a commented study to start from";

    public override string Example => "thalweg init my-study.yaml";

    protected override IReadOnlyList<Operand> Operands => [target];

    protected override IReadOnlyList<Switch> Switches => [force];

    protected override int Run(Invocation invocation)
    {
        var path = invocation.Operand(target) ?? "study.yaml";
        if (path == OutputFile.Standard)
        {
            invocation.Terminal.Output.Write(CommentedStudy.Text("study", hasSchema: false));
            return ExitCode.Done;
        }
        // Beside the study, so that editors complete and check without a network.
        var schema = Path.Combine(Path.GetDirectoryName(path) ?? "", SchemaLine.FileName);
        FileClaims.Check([
            new FileClaim(path, FileUse.Written, "the study"),
            new FileClaim(schema, FileUse.Written, "the schema beside it"),
        ]);
        if (!invocation.IsSet(force))
        {
            Spare(path);
            Spare(schema, "\"Thalweg study\"");
        }
        // Opened for what they refuse: a folder, a device, a place that cannot be written.
        new OutputFile(path).Dispose();
        DurableFile.WriteAll([
            new(path, Encoding.UTF8.GetBytes(CommentedStudy.Text(StudyName(path), hasSchema: true))),
            new(schema, Encoding.UTF8.GetBytes(StudySchema.Text())),
        ]);
        new Outcome
        {
            { "written", path },
            { "schema", schema },
            { "next", $"thalweg run {path}" },
        }.Print(invocation);
        return ExitCode.Done;
    }

    /// <summary>Refuses to replace a file, unless it holds words that show it to be of this program.</summary>
    private static void Spare(string path, string? own = null)
    {
        var isThere = Directory.Exists(path) || File.Exists(path);
        if (isThere && (own is null || !File.ReadAllText(path).Contains(own, StringComparison.Ordinal)))
        {
            throw new InputException($"{CallText.Show(path)} is there already; choose another name, or add --force");
        }
    }

    /// <summary>The file name turned into a valid study name.</summary>
    private static string StudyName(string path)
    {
        var letters = Path.GetFileNameWithoutExtension(path)
            .ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')
            .ToArray();
        var name = new string(letters).Trim('-');
        return name.Length is > 0 and <= 64 && !DeviceNames.Contains(name) ? name : "study";
    }
}
