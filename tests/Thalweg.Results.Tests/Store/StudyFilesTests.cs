using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Results.Tests.Store;

/// <summary>A folder that several studies run into, and folders of somebody else.</summary>
public sealed class StudyFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private StudyFiles Files => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_former_study_stays_beside_the_last_one_under_its_hash()
    {
        var (first, second) = (Manifest("name: a"), Manifest("name: b"));
        Files.Adopt(first, "name: a");
        Files.Adopt(first, "name: a");
        Assert.Empty(Files.Former);
        Files.Adopt(second, "name: b");
        Assert.Equal("name: b", File.ReadAllText(At("study.yaml")));
        Assert.Equal([$"study-{StudyFiles.HashOf("name: a")}.yaml"], Files.Former);
        Assert.Equal(("name: a", "name: b"), (Files.TextOf(first), Files.TextOf(second)));
        Files.Adopt(first, "name: a");
        Assert.Equal("name: a", File.ReadAllText(At("study.yaml")));
        Assert.Equal(("name: a", "name: b"), (Files.TextOf(first), Files.TextOf(second)));
        Assert.Equal(first.Text, Files.ReadManifest()!.Text);
    }

    [Fact]
    public void A_study_file_that_was_edited_is_not_lost_and_not_taken_for_the_one_that_ran()
    {
        Files.Adopt(Manifest("name: a"), "name: a");
        File.WriteAllText(At("study.yaml"), "name: a # mine");
        Assert.Null(Files.TextOf(Manifest("name: a")));
        Files.Adopt(Manifest("name: b"), "name: b");
        Assert.Equal(["name: a # mine"], Files.Former.Select(name => File.ReadAllText(At(name))));
    }

    [Fact]
    public void Input_files_are_kept_once_under_the_hash_of_their_bytes_and_mended()
    {
        using var elsewhere = new TemporaryFolder();
        var path = Path.Combine(elsewhere.Path, "p.npz");
        File.WriteAllText(path, "abc");
        var kept = Files.Keep("../p.npz", path);
        Assert.Equal("inputs/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.npz", kept.File);
        Assert.Equal("abc", File.ReadAllText(At(kept.File)));
        Assert.True(StudyFiles.IsWhole(At(kept.File), kept));
        File.WriteAllText(At(kept.File), "abd");
        Assert.False(StudyFiles.IsWhole(At(kept.File), kept));
        Files.Keep("../p.npz", path);
        Assert.True(StudyFiles.IsWhole(At(kept.File), kept));
    }

    [Fact]
    public void The_files_of_a_command_are_kept_together_unless_a_name_leads_elsewhere()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(elsewhere.Path, "sub"));
        File.WriteAllText(Path.Combine(elsewhere.Path, "loss.py"), "a");
        File.WriteAllText(Path.Combine(elsewhere.Path, "sub", "net.py"), "b");
        var kept = Files.KeepCommand("process:x", ["loss.py", "sub/net.py"], elsewhere.Path);
        Assert.All(kept, k => Assert.Equal("process:x", k.Command));
        Assert.Equal(["a", "b"], kept.Select(k => File.ReadAllText(At(k.File))));
        Assert.Equal(kept[0].File[..^"loss.py".Length], kept[1].File[..^"sub/net.py".Length]);
        var outside = Files.KeepCommand("process:x", ["loss.py", "sub/../sub/net.py"], elsewhere.Path);
        Assert.All(outside, k => Assert.Null(k.Command));
        Assert.Equal(["a", "b"], outside.Select(k => File.ReadAllText(At(k.File))));
    }

    /// <summary>What lies in a folder (a name that ends with / is a folder), and whether a study may be run into it.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData(".gitignore", true)]
    [InlineData("lost+found/", true)]
    [InlineData("results/ partial/", true)]
    [InlineData("results/KEY.json", true)]
    [InlineData("results/KEY.json study.yaml report.html", true)]
    [InlineData("results/KEY.json notes.txt", false)]
    [InlineData("results/ study.json.17.new", true)]
    [InlineData("results/journal/host-0-1-2.jsonl partial/.host-0-1-2.probe", true)]
    [InlineData("study.yaml", false)]
    [InlineData("report.html", false)]
    [InlineData("figures/mine.svg", false)]
    [InlineData("study.yaml results/ report.html figures/", false)]
    [InlineData("results/poisson-1d/", false)]
    [InlineData("results/mine.json", false)]
    [InlineData("study.json", false)]
    [InlineData("thesis.tex", false)]
    public void A_folder_of_somebody_else_is_told_from_ours(string names, bool isFree)
    {
        foreach (
            var name in names
                .Replace("KEY", new string('a', 64), StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
            if (!name.EndsWith('/'))
            {
                File.WriteAllText(At(name), "{}");
            }
        }
        var refusal = FolderClaim.Refusal(folder.Path);
        Assert.Equal(isFree, refusal is null);
        if (!isFree)
        {
            Assert.Contains("--force", refusal, StringComparison.Ordinal);
            Files.Adopt(Manifest("name: a"), "name: a");
            Assert.Null(FolderClaim.Refusal(folder.Path));
        }
    }

    [Fact]
    public void A_file_is_no_folder_and_an_absent_folder_is_free()
    {
        File.WriteAllText(At("file"), "");
        Assert.Contains("is a file; name a folder", FolderClaim.Refusal(At("file")), StringComparison.Ordinal);
        Assert.Null(FolderClaim.Refusal(At("absent")));
    }

    private static StudyRecord Manifest(string text) =>
        new(TaskIdentity.Format, "a", new Dictionary<string, string>(), [], [1], [], [])
        {
            Text = StudyFiles.HashOf(text),
        };

    private string At(string name) => Path.Combine(folder.Path, name);
}
