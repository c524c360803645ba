using System.Text;
using Thalweg.Formats.Arrays;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Tests.Runs;

/// <summary>A copy of the results of a run, of which a test may leave out kinds and change records.</summary>
public sealed class RunFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;
    private readonly StudyFiles files;

    public RunFolder(string run)
    {
        store = new ResultStore(Path);
        files = new StudyFiles(Path);
        foreach (var file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(run, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Path => folder.Path;

    /// <summary>Renders the folder.</summary>
    public Report Render() => ReportWriter.Write(Path, TestContext.Current.CancellationToken);

    /// <summary>Renders the folder and reads the page.</summary>
    public string Page() => File.ReadAllText(Render().PagePath);

    /// <summary>Changes what the folder says of its study.</summary>
    public RunFolder ChangeStudy(Func<StudyRecord, StudyRecord> change)
    {
        files.WriteManifest(change(files.ReadManifest()!));
        return this;
    }

    /// <summary>Removes the results of all other kinds.</summary>
    public RunFolder Keep(params string[] kinds)
    {
        foreach (var result in Results().Where(r => !kinds.Contains(r.Kind)))
        {
            File.Delete(store.RecordPath(result.Key));
            File.Delete(store.ArraysPath(result.Key));
        }
        return this;
    }

    /// <summary>The records of one kind.</summary>
    public IReadOnlyList<T> Records<T>(string kind) =>
        [.. Results().Where(r => r.Kind == kind).Select(r => RecordJson.Read<T>(r.Record))];

    /// <summary>Puts other records in the place of those of one kind.</summary>
    public RunFolder Change<T>(string kind, Func<T, T> change)
    {
        foreach (var result in Results().Where(r => r.Kind == kind))
        {
            Write(result, RecordJson.Write(change(RecordJson.Read<T>(result.Record))), result.ReadArrays());
        }
        return this;
    }

    /// <summary>Puts other text in the place of the records of one kind.</summary>
    public void Replace(string kind, byte[] record)
    {
        foreach (var result in Results().Where(r => r.Kind == kind))
        {
            Write(result, record, result.ReadArrays());
        }
    }

    /// <summary>Changes arrays of one kind in place.</summary>
    /// <param name="change">Is given the name and the values of each.</param>
    public RunFolder ChangeArrays(string kind, Action<string, double[]> change)
    {
        foreach (var result in Results().Where(r => r.Kind == kind))
        {
            var arrays = result.ReadArrays();
            foreach (var (name, array) in arrays)
            {
                change(name, array.Values);
            }
            Write(result, Encoding.UTF8.GetBytes(result.Record.GetRawText()), arrays);
        }
        return this;
    }

    public void Dispose() => folder.Dispose();

    private void Write(StoredResult result, byte[] record, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        var algorithm = result.Record.GetProperty("provenance").GetProperty("algorithm").GetInt32();
        store.Write(new TaskIdentity(result.Kind, algorithm, result.Inputs), new TaskResult(record, [.. arrays]));
    }

    private IReadOnlyList<StoredResult> Results() =>
        store.Read([.. files.ReadManifest()!.Tasks.Select(t => t.Key)], out _);
}
