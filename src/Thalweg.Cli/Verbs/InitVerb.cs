using System.Text;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg init</c>: writes a commented study.</summary>
internal sealed class InitVerb : Verb
{
    /// <summary>Written beside the study, so that editors complete and check without a network.</summary>
    private const string SchemaFile = "study.schema.json";

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
        if (File.Exists(path) && !invocation.IsSet(force))
        {
            throw new InputException($"{CallText.Show(path)} is there already; choose another name, or add --force");
        }
        var schema = Path.Combine(Path.GetDirectoryName(path) ?? "", SchemaFile);
        File.WriteAllText(path, CommentedStudy.Text(StudyName(path)), new UTF8Encoding(false));
        File.WriteAllText(schema, StudySchema.Text(), new UTF8Encoding(false));
        new Outcome
        {
            { "written", path },
            { "schema", schema },
            { "next", $"thalweg run {path}" },
        }.Print(invocation);
        return ExitCode.Done;
    }

    /// <summary>The file name turned into a valid study name.</summary>
    private static string StudyName(string path)
    {
        var letters = Path.GetFileNameWithoutExtension(path)
            .ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')
            .ToArray();
        var name = new string(letters).Trim('-');
        return name.Length is > 0 and <= 64 ? name : "study";
    }
}
