using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg completion</c>: prints what teaches a shell the verbs, flags and values.</summary>
internal sealed class CompletionVerb : Verb
{
    private readonly Operand shell = new(
        "shell",
        string.Join(", ", ShellCompletion.Shells),
        true,
        ShellCompletion.Shells
    );

    public override string Name => "completion";

    public override string Description => "Prints a script that lets a shell complete verbs, flags and their values";

    public override string Example => "thalweg completion bash >> ~/.bashrc";

    protected override IReadOnlyList<Operand> Operands => [shell];

    protected override int Run(Invocation invocation)
    {
        var name = invocation.Operand(shell)!;
        var script =
            ShellCompletion.Script(name)
            ?? throw new InputException(
                $"there is no completion for {CallText.Show(name)}{Spelling.Suggest(name, ShellCompletion.Shells)} ({string.Join(", ", ShellCompletion.Shells)})"
            );
        if (invocation.IsJson)
        {
            new Outcome { { "shell", name }, { "script", script } }.Print(invocation);
        }
        else
        {
            invocation.Terminal.Output.Write(script);
        }
        return ExitCode.Done;
    }
}
