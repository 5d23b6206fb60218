window.OpenIMChat =
  window.OpenIMChat ||
  function () {
    var call = arguments,
      result = new Promise(function (resolve, reject) {
        (OpenIMChat.q = OpenIMChat.q || []).push([call, resolve, reject]);
        setTimeout(reject, 3000, Error('OpenIMChat did not load'));
      });
    result.catch(function () {});
    return result;
  };
