using AlignmentToolkit.Notebooks.Documents;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Documents;

public class NotebookDocumentTests
{
    /// <summary>
    /// As Jupyter's own writer lays it out: sorted keys, one space, lists of lines, unescaped emoji, numbers with their zeros.
    /// </summary>
    private const string Normalised =
        """
        {
         "cells": [
          {
           "attachments": {
            "a.png": {
             "image/png": "iVBORw0KGgo="
            }
           },
           "cell_type": "markdown",
           "id": "intro",
           "metadata": {
            "unknown": {
             "keep": [
              1.0,
              2e-05,
              null,
              true
             ]
            }
           },
           "source": [
            "# Title 🎈\n",
            "\n",
            "text \"quoted\" \\ü\u001b[0m"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 1,
           "id": "code-1",
           "metadata": {
            "tags": [
             "parameters"
            ]
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "a\n",
              "b"
             ]
            },
            {
             "data": {
              "application/vnd.plotly.v1+json": {
               "data": [],
               "layout": {}
              },
              "text/plain": [
               "x"
              ]
             },
             "metadata": {
              "isolated": true
             },
             "output_type": "display_data"
            },
            {
             "data": {
              "text/plain": [
               "1"
              ]
             },
             "execution_count": 1,
             "metadata": {},
             "output_type": "execute_result"
            },
            {
             "ename": "E",
             "evalue": "v",
             "output_type": "error",
             "traceback": [
              "t"
             ]
            }
           ],
           "source": []
          },
          {
           "cell_type": "raw",
           "id": "raw",
           "metadata": {},
           "source": [
            "r"
           ]
          }
         ],
         "metadata": {
          "custom": "kept",
          "kernelspec": {
           "name": ".net-csharp"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void A_normalised_file_comes_back_byte_for_byte() => Assert.Equal(Normalised, NotebookDocument.Parse(Normalised, "n").ToJson());

    [Fact]
    public void A_file_written_and_read_has_no_byte_order_mark_and_leaves_no_temporary_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string path = Path.Combine(folder.FullName, "n.ipynb");
        NotebookDocument.Parse(Normalised, "n").Save(path);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(Normalised), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.FullName));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Old_files_get_ids_that_depend_on_the_text_alone()
    {
        const string Cell = """{"cell_type":"markdown","metadata":{},"source":"a"}""";
        const string Old = $$"""{"nbformat":4,"nbformat_minor":2,"metadata":{},"cells":[{{Cell}},{{Cell}}]}""";
        string[] ids = [.. NotebookDocument.Parse(Old, "o").Cells.Select(cell => cell.Id)];
        Assert.Equal(ids, NotebookDocument.Parse(Old, "o").Cells.Select(cell => cell.Id));
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}$", id));
        Assert.Contains("\"nbformat_minor\": 5", NotebookDocument.Parse(Old, "o").ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("{\"cells\":[", "not JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("{}", "nbformat is missing")]
    [InlineData("{\"nbformat\":3,\"nbformat_minor\":0}", "version 3")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5}", "no list of cells")]
    [InlineData(
        "{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"code\",\"source\":\"\",\"outputs\":[]}]}",
        "cell 1: id is missing")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"x\",\"source\":\"\"}]}", "unknown cell_type 'x'")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"raw\",\"id\":\"a\",\"source\":1}]}", "cell 1: source")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"raw\",\"id\":\"a b\",\"source\":\"\"}]}", "id 'a b'")]
    [InlineData(
        "{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":["
        + "{\"cell_type\":\"raw\",\"id\":\"a\",\"source\":\"\"},{\"cell_type\":\"raw\",\"id\":\"a\",\"source\":\"\"}]}",
        "cell 2: id 'a' is used twice")]
    public void What_is_no_notebook_is_refused_with_file_place_and_reason(string text, string reason)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NotebookDocument.Parse(text, "file.ipynb"));
        Assert.StartsWith("file.ipynb: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
