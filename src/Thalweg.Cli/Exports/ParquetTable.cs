using Parquet;
using Parquet.Schema;
using Thalweg.Formats.Tables;

namespace Thalweg.Cli.Exports;

/// <summary>Writes a table as Apache Parquet: texts, truth values, whole numbers (int64) and float64, any of them null.</summary>
internal static class ParquetTable
{
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, CsvTable table)
    {
        // Writing to memory ends where it is asked for: the library's files would wait for threads of the runtime's pool, and where none can
        // be started, for ever.
        using var bytes = new MemoryStream();
        WriteAsync(bytes, table).GetAwaiter().GetResult();
        File.WriteAllBytes(path, bytes.ToArray());
    }

    private static async Task WriteAsync(MemoryStream stream, CsvTable table)
    {
        var columns = Enumerable.Range(0, table.Columns.Count).Select(c => Column.Of(table, c)).ToList();
        var schema = new ParquetSchema([.. columns.Select(column => column.Field)]);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream);
        using var rows = writer.CreateRowGroup();
        foreach (var column in columns)
        {
            await column.Write(rows);
        }
    }

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, Task> Write)
    {
        public static Column Of(CsvTable table, int index)
        {
            var name = table.Columns[index];
            object?[] cells = [.. Enumerable.Range(0, table.Rows).Select(row => table[row, index])];
            var kinds = cells.OfType<object>().Select(cell => cell.GetType()).Distinct().ToList();
            if (kinds.Count == 0 || kinds.TrueForAll(kind => kind == typeof(double) || IsWhole(kind)))
            {
                return kinds.Count > 0 && kinds.TrueForAll(IsWhole)
                    ? Numbers(name, cells, cell => Convert.ToInt64(cell, null))
                    : Numbers(name, cells, cell => Convert.ToDouble(cell, null));
            }
            if (kinds is [var only] && only == typeof(bool))
            {
                return Numbers(name, cells, cell => (bool)cell);
            }
            var field = new DataField<string>(name);
            return new Column(field, rows => rows.WriteAsync(field, [.. cells.Select(cell => cell?.ToString()!)]));
        }

        private static Column Numbers<T>(string name, object?[] cells, Func<object, T> value)
            where T : struct
        {
            var field = new DataField<T?>(name);
            T?[] values = [.. cells.Select(cell => cell is null ? default(T?) : value(cell))];
            return new Column(field, rows => rows.WriteAsync<T>(field, values.AsMemory()));
        }

        private static bool IsWhole(Type kind) => kind == typeof(long) || kind == typeof(int) || kind == typeof(ulong);
    }
}
