using System.Diagnostics;

namespace Thalweg.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("tra", "train")]
    [InlineData("list pre", "precisions")]
    [InlineData("train --optimizer ssb", "ssbroyden")]
    [InlineData("roughness --normalize fil", "filter")]
    [InlineData("completion fi", "fish")]
    [InlineData("slice --cou", "--count")]
    public void The_program_suggests_verbs_flags_and_values(string line, string expected)
    {
        var transcript = CommandLine.Run($"[suggest:{line.Length}]", line);
        Assert.Equal(0, transcript.Code);
        Assert.Contains(expected, transcript.Output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("run ")]
    [InlineData("run stu")]
    [InlineData("check ")]
    [InlineData("report --json ")]
    [InlineData("export --to x.npz ")]
    [InlineData("cite ")]
    [InlineData("init ")]
    [InlineData("loss --weights ")]
    [InlineData("loss --problem poisson --weights w")]
    [InlineData("run --out ")]
    [InlineData("train --steps ")]
    public void Where_a_file_or_a_number_is_wanted_nothing_is_suggested(string line)
    {
        Assert.Equal((0, ""), (Suggest(line).Code, Suggest(line).Output));
    }

    [Theory]
    [InlineData("list ", "activations", "--json")]
    [InlineData("completion ", "bash", "--json")]
    [InlineData("loss --problem ", "poisson", "--json")]
    [InlineData("run study.yaml ", "--out", "run")]
    [InlineData("run -", "--force", "run")]
    [InlineData("loss ", "--weights", "poisson")]
    [InlineData("loss --weights w.safetensors ", "--problem", "poisson")]
    [InlineData("", "train", "--help")]
    [InlineData("--", "--version", "train")]
    public void Where_words_are_wanted_they_are_suggested_and_no_others(string line, string one, string other)
    {
        var words = Suggest(line).Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Contains(one, words);
        Assert.DoesNotContain(other, words);
    }

    private static Transcript Suggest(string line) => CommandLine.Run($"[suggest:{line.Length}]", line);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public void Every_script_calls_the_program_by_its_path(string shell)
    {
        var script = CommandLine.Run("completion", shell);
        Assert.Equal(0, script.Code);
        Assert.Contains(CommandLine.Published ?? Environment.ProcessPath!, script.Output, StringComparison.Ordinal);
        Assert.Contains("suggest:", script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_shell_is_refused_with_the_list()
    {
        var transcript = CommandLine.Run("completion", "basch");
        Assert.Equal(2, transcript.Code);
        Assert.Contains("did you mean 'bash'", transcript.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("thalweg train --precision si", "single")]
    [InlineData("thalweg comp", "completion")]
    [InlineData("thalweg run studies/p", "")]
    [InlineData("thalweg run ", "")]
    [InlineData("thalweg loss --weights ", "")]
    public async Task Bash_completes_what_it_is_given(string line, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        var script = await StudyProcess.Finish(StudyProcess.Start(["completion", "bash"], null));
        var probe = $"{script}\nCOMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; _thalweg; echo \"${{COMPREPLY[*]}}\"";
        var start = new ProcessStartInfo("bash", ["-c", probe])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Assert.Equal(expected, (await StudyProcess.Finish(Process.Start(start)!)).Trim());
    }
}
